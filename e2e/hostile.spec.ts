import type { Page } from '@playwright/test';
import { api, expect, test } from './fixtures';
import { StagePage } from './stage-page';

/** Whatever of these becomes an element is found by this attribute; whatever runs sets `window.pwned`. */
const TRAP = 'data-hostile';
const run = 'window.pwned=1';

const filled = (text: string, bytes: number) => text + 'x'.repeat(bytes - Buffer.byteLength(text));

const QUEUES = {
  html: `<img src=x onerror="${run}" ${TRAP}><b ${TRAP}>bold</b>`,
  script: filled(`"'></title></script><script ${TRAP}>${run}</script>`, 255),
  rtl: '\u202Eevil\u202C \u05D0\u05D1\u05D2 \u0645\u0631\u062D\u0628\u0627',
  emoji: '👩‍👩‍👧‍👦🐇 \u{1F3F4}\u200D\u2620\uFE0F',
  nul: `nul\u0000after\u0001\u001B[31m`,
  proto: '__proto__',
  doomed: `doomed<details open ontoggle=${run} ${TRAP}>`,
  template: `{{constructor}} \${7*7} <%= 1 %> javascript:${run}`,
} as const;
const EXCHANGE = `<svg onload="${run}" ${TRAP}>`;
const KEY = `</style><iframe srcdoc="<p ${TRAP}>" ${TRAP}>.\u0000.🐇`;
const CLIENT = `<a href="javascript:${run}" ${TRAP}>click</a>`;
const TAG = `<p ${TRAP}>tag</p>`;
const PAYLOAD = JSON.stringify({
  [`<i ${TRAP}>`]: `<img src=x onerror=${run} ${TRAP}>`,
  nul: 'a\u0000b',
  ['__proto__']: 1,
});

async function nothingWasMade(page: Page, where: string): Promise<void> {
  const found = await page.evaluate((attribute) => {
    const made = [...document.querySelectorAll(`[${attribute}]`)].map((element) => element.outerHTML);
    return 'pwned' in window ? ['a script ran', ...made] : made;
  }, TRAP);
  expect(found, where).toEqual([]);
}

test('names, keys, headers and payloads that try everything are text everywhere', async ({ page, vhost, amqp }) => {
  test.setTimeout(90_000);
  const channel = await amqp.createConfirmChannel();
  await channel.assertExchange(EXCHANGE, 'topic');
  for (const name of Object.values(QUEUES)) {
    await channel.assertQueue(name);
    if (name !== QUEUES.doomed) await channel.bindQueue(name, EXCHANGE, KEY);
  }
  const headers = { [`<u ${TRAP}>`]: `<em ${TRAP}>x</em>`, [QUEUES.rtl]: QUEUES.emoji, ['__proto__x']: '\u0000' };
  for (const content of [PAYLOAD, `<h1 ${TRAP}>raw</h1>`, '\u0000\u202E🐇']) {
    channel.publish(EXCHANGE, KEY, Buffer.from(content), { headers, type: CLIENT, appId: TAG, messageId: KEY });
  }
  await channel.waitForConfirms();
  const consuming = await amqp.createChannel();
  await consuming.consume(QUEUES.emoji, () => {}, { consumerTag: TAG });

  const stage = new StagePage(page);
  await page.addInitScript(
    ([attribute, at]) => {
      const key = `warren:stage:guest:${at}`;
      const notes = [{ id: 'note:1', text: `<b ${attribute}>note</b>`, at: { x: 0, y: 900 } }];
      const regions = [{ id: 'region:1', name: `<b ${attribute}>frame</b>`, members: ['queue:__proto__'] }];
      localStorage.setItem(key, JSON.stringify({ notes, regions }));
    },
    [TRAP, vhost] as const,
  );
  await test.step('the stage, why and a toast', async () => {
    await stage.open(vhost);
    for (const name of [EXCHANGE, QUEUES.html, QUEUES.rtl, QUEUES.emoji, QUEUES.proto]) {
      await expect(page.locator('.stage-name').filter({ hasText: name })).toBeVisible();
    }
    await expect(page.getByLabel('Name of the frame')).toHaveValue(`<b ${TRAP}>frame</b>`);
    await nothingWasMade(page, 'the stage');
    await page.locator('.canvas-node', { hasText: EXCHANGE }).first().focus();
    await page.keyboard.press('w');
    await stage.dialog.getByLabel('Routing key').fill(KEY.replaceAll('\u0000', ''));
    await expect(stage.dialog.getByText('Unroutable', { exact: false }).first()).toBeVisible();
    await nothingWasMade(page, 'why');
    await page.keyboard.press('Escape');
    // A panel that closes gives the focus back a moment later.
    await expect(async () => {
      await page.locator('.canvas-node', { hasText: QUEUES.doomed }).first().focus();
      await page.keyboard.press('i');
      await expect(page.getByRole('heading', { name: QUEUES.doomed })).toBeVisible({ timeout: 1_000 });
    }).toPass();
    await page.keyboard.press('Delete');
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Delete/ })
      .click();
    await expect(page.locator('[data-sonner-toast]').filter({ hasText: QUEUES.doomed })).toBeVisible();
    await nothingWasMade(page, 'a toast');
    await page.keyboard.press('Control+z');
    await expect(page.locator('.stage-name').filter({ hasText: QUEUES.doomed })).toBeVisible();
    await page.keyboard.press('o');
    await expect(page.getByRole('region', { name: 'Queues' }).getByText(QUEUES.html).first()).toBeVisible();
    await nothingWasMade(page, 'the outline');
  });

  const visit = (path: string, params: Readonly<Record<string, string>> = {}) =>
    page.goto(`${path}?${new URLSearchParams({ vhost, ...params })}`);
  const open = async (path: string, params: Readonly<Record<string, string>>, text: string) => {
    await visit(path, params);
    await expect(page.getByText(text).first(), path).toBeVisible();
    await nothingWasMade(page, `${path} ${JSON.stringify(params)}`);
  };
  await test.step('tables and details', async () => {
    await open('/queues', {}, QUEUES.html);
    for (const name of Object.values(QUEUES)) {
      await visit('/queues', { selected: name });
      await expect(page.getByRole('dialog').getByRole('heading').first(), name).toBeVisible();
      await nothingWasMade(page, name);
    }
    await open('/queues', { selected: QUEUES.html, tab: 'bindings' }, EXCHANGE);
    await open('/exchanges', { selected: EXCHANGE, tab: 'bindings' }, QUEUES.html);
    await open('/consumers', {}, TAG);
    await open('/connect', { queue: QUEUES.script }, 'script');
    await open('/users', { view: 'matrix', to: QUEUES.html, in: vhost, who: 'guest' }, 'guest');
  });

  await test.step('messages', async () => {
    await visit('/messages', { queue: QUEUES.html });
    await page.getByRole('rowheader').first().click();
    const sheet = page.getByRole('dialog');
    await expect(sheet.getByText(`<img src=x onerror=${run} ${TRAP}>`).first()).toBeVisible();
    for (const view of ['Text', 'Hex']) {
      await sheet.getByRole('radio', { name: view }).click();
      await nothingWasMade(page, `the message as ${view}`);
    }
    await open('/messages', { queue: QUEUES.rtl, headers: `<u ${TRAP}>` }, `<em ${TRAP}>x</em>`);
  });

  await test.step('the palette', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find anything' }).fill('<img');
    await expect(page.getByRole('option').filter({ hasText: QUEUES.html }).first()).toBeVisible();
    await nothingWasMade(page, 'the palette');
  });
  const { length } = (await api('GET', `/queues/${vhost}`)) as unknown[];
  expect(length).toBe(Object.keys(QUEUES).length);
});
