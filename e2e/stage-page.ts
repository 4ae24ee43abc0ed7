import { expect, type Locator, type Page } from '@playwright/test';

/** The stage as a person uses it. */
export class StagePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(vhost: string): Promise<void> {
    await this.page.goto(`/?vhost=${encodeURIComponent(vhost)}`);
    await expect(this.page.getByText(/^live \d+ ms$/)).toBeVisible();
  }

  queue(name: string): Locator {
    return this.page.getByLabel(new RegExp(`^Queue ${quote(name)},`));
  }

  exchange(name: string): Locator {
    return this.page.getByLabel(new RegExp(`^\\w+ exchange ${quote(name)},`));
  }

  producer(name: string): Locator {
    return this.page.getByLabel(new RegExp(`^Producer ${quote(name)}[, ]`));
  }

  consumer(name: string): Locator {
    return this.page.getByLabel(new RegExp(`^Consumer ${quote(name)}[, ]`));
  }

  /** In the outline, which comes first on a phone. */
  row(name: string): Locator {
    return this.page.getByRole('main').getByRole('button', { name, exact: true }).first();
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  async declareQueue(name: string): Promise<void> {
    await this.page.keyboard.press('q');
    await this.dialog.getByLabel('Name').fill(name);
    const declare = this.dialog.getByRole('button', { name: 'Declare', exact: true });
    await declare.click();
    await expect(this.queue(name)).toBeVisible();
    // As long as the dialog closes, it takes the keys.
    await expect(declare).toHaveCount(0);
  }

  async declareExchange(name: string, type: string): Promise<void> {
    await this.page.keyboard.press('e');
    await this.dialog.getByLabel('Name').fill(name);
    await this.dialog.getByRole('radio', { name: new RegExp(`^${type}`, 'i') }).click();
    const declare = this.dialog.getByRole('button', { name: 'Declare', exact: true });
    await declare.click();
    await expect(this.exchange(name)).toBeVisible();
    // As long as the dialog closes, it takes the keys.
    await expect(declare).toHaveCount(0);
  }

  /** Opens the publish form of an exchange by keyboard. */
  async openPublish(exchange: string): Promise<void> {
    await expect(async () => {
      await this.exchange(exchange).focus();
      await this.page.keyboard.press('Enter');
      await expect(this.dialog.getByLabel('Routing key')).toBeVisible({ timeout: 1000 });
    }).toPass();
  }

  /** Drags from the exchange's handle to the queue and gives the key in the popover. */
  async bindByDrag(exchange: string, queue: string, key: string): Promise<void> {
    const from = await restingBox(this.exchange(exchange));
    const to = await restingBox(this.queue(queue));
    const { mouse } = this.page;
    await mouse.move(from.x + from.width - 1, from.y + from.height / 2);
    await mouse.down();
    await mouse.move(from.x + from.width + 40, from.y + 40, { steps: 4 });
    await mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 6 });
    await mouse.up();
    await this.page.getByLabel(/^Binding key/).fill(key);
    await this.page.getByRole('button', { name: 'Bind', exact: true }).click();
    await expect(this.page.getByLabel(/^Binding key/)).toBeHidden();
  }
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The place of a node once the layout has come to rest: three looks in a row find it unmoved. */
async function restingBox(locator: Locator): Promise<Box> {
  let last: Box | null = null;
  let unmoved = 0;
  await expect
    .poll(
      async () => {
        const found = await locator.boundingBox();
        const same = found !== null && last !== null && found.x === last.x && found.y === last.y;
        unmoved = same ? unmoved + 1 : 0;
        last = found;
        return unmoved;
      },
      { intervals: [100] },
    )
    .toBeGreaterThanOrEqual(3);
  if (last === null) throw new Error('the element has no box');
  return last;
}

function quote(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
