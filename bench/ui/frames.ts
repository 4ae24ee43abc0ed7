import type { Page } from '@playwright/test';

/** How long each frame took, in milliseconds. */
export async function measureFrames(page: Page, forMs: number): Promise<number[]> {
  return await page.evaluate(
    (ms) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        const began = performance.now();
        let last = began;
        const step = (now: number) => {
          if (now > last) times.push(now - last);
          last = now;
          if (now - began < ms) requestAnimationFrame(step);
          else resolve(times);
        };
        requestAnimationFrame(step);
      }),
    forMs,
  );
}
