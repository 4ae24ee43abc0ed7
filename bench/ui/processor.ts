import type { Browser } from '@playwright/test';

const SAMPLES = 20;
/** The first ones warm the compiler and the heap up, and do not count. */
const WARM_UP = 10;
const SAMPLE_MS = 100;
const HUNDREDTHS = SAMPLE_MS / 10;
const LETTERS = 10_000;

/**
 * How fast a page computes on this machine just now: texts of ten thousand letters built in a hundredth of a second, many
 * samples. Shared machines change their speed by half within a second, and the times of a page go with it.
 */
export async function measureProcessor(browser: Browser): Promise<number[]> {
  const page = await browser.newPage();
  const samples: number[] = [];
  for (let sample = 0; sample < WARM_UP + SAMPLES; sample += 1) {
    const built = await page.evaluate(
      ({ forMs, letters }) => {
        const end = performance.now() + forMs;
        let texts = 0;
        while (performance.now() < end) {
          let text = '';
          for (let n = 0; n < letters; n += 1) text += 'a';
          if (text.length === letters) texts += 1;
        }
        return texts;
      },
      { forMs: SAMPLE_MS, letters: LETTERS },
    );
    samples.push(Math.round(built / HUNDREDTHS));
  }
  await page.close();
  return samples.slice(WARM_UP);
}
