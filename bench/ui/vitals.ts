import type { Page } from '@playwright/test';

export interface Vitals {
  /** Largest contentful paint, in milliseconds after the navigation began. */
  lcp: number;
  /** Cumulative layout shift. */
  cls: number;
  /** The longest from input to the next frame, in milliseconds. */
  inp: number;
  /** The longest task after the page had loaded, in milliseconds. */
  longTask: number;
}

/** Begins to observe before the first script of the page runs. */
export async function observeVitals(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const vitals: Vitals = { lcp: 0, cls: 0, inp: 0, longTask: 0 };
    (window as unknown as { warrenVitals: Vitals }).warrenVitals = vitals;
    const observe = (type: string, take: (entry: PerformanceEntry) => void, options: object = {}) =>
      new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options });
    observe('largest-contentful-paint', (entry) => {
      vitals.lcp = entry.startTime;
    });
    observe('layout-shift', (entry) => {
      const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
      if (!shift.hadRecentInput) vitals.cls += shift.value;
    });
    const onEvent = (entry: PerformanceEntry) => {
      if ((entry as PerformanceEntry & { interactionId: number }).interactionId > 0)
        vitals.inp = Math.max(vitals.inp, entry.duration);
    };
    observe('event', onEvent, { durationThreshold: 16 });
    observe('longtask', (entry) => {
      const { loadEventEnd } = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming;
      if (loadEventEnd > 0 && entry.startTime > loadEventEnd)
        vitals.longTask = Math.max(vitals.longTask, entry.duration);
    });
  });
}

export async function readVitals(page: Page): Promise<Vitals> {
  return await page.evaluate(() => (window as unknown as { warrenVitals: Vitals }).warrenVitals);
}

export async function forgetInteractions(page: Page): Promise<void> {
  await page.evaluate(() => {
    (window as unknown as { warrenVitals: Vitals }).warrenVitals.inp = 0;
  });
}
