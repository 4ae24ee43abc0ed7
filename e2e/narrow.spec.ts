import { expect, test } from './fixtures';

test('at 320 pixels no choice lies on another, and the page at hand is seen among its neighbours', async ({
  vhost,
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(`/settings?vhost=${vhost}`);
  await expect(page.getByRole('link', { name: 'Settings' })).toBeInViewport({ ratio: 1 });
  const themes = page.getByRole('radiogroup', { name: 'Theme' });
  await expect(themes.getByRole('radio')).toHaveCount(5);
  const boxes = await themes.locator('label').evaluateAll((labels) =>
    labels.map((label) => {
      const { left, right, top, bottom } = label.getBoundingClientRect();
      return { left, right, top, bottom, isCut: label.scrollWidth > label.clientWidth };
    }),
  );
  for (const [index, box] of boxes.entries()) {
    expect(box.isCut).toBe(false);
    expect(box.right).toBeLessThanOrEqual(320);
    for (const other of boxes.slice(index + 1)) {
      const isApart =
        other.left >= box.right || other.right <= box.left || other.top >= box.bottom || other.bottom <= box.top;
      expect(isApart).toBe(true);
    }
  }
});
