import { expect, type Page } from '@playwright/test';

/** Where the details of something lie over its page, and not beside it. */
export function isNarrow(page: Page): boolean {
  return (page.viewportSize()?.width ?? 0) < 1024;
}

/** Closes the details that are open, where they cover the rest of the page. */
export async function uncover(page: Page): Promise<void> {
  if (!isNarrow(page)) return;
  const details = page.getByRole('dialog').last();
  await details.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(details).toBeHidden();
}
