import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds wrong with the page, a line for each rule. */
export async function violations(page: Page): Promise<string[]> {
  // The order of headings is no rule of WCAG, but it is how a screen reader gets around a page.
  const options = { rules: { 'heading-order': { enabled: true } } };
  // There are no frames from elsewhere: so no second page is needed to put the results together, which takes time.
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options(options)
    .withTags(TAGS)
    .analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
}
