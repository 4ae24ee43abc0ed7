import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { api, expect, test } from './fixtures';
import { AMQP_PORT } from './ports';

const FOLDER = fileURLToPath(new URL('.results/connect/', import.meta.url));

function code(page: Page) {
  return page.getByTestId('code');
}

/** Runs the code as a person would who has copied it, and answers what it printed until it ended or printed `until`. */
async function run(name: string, text: string, until?: string): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  const path = `${FOLDER}${name}.mjs`;
  await writeFile(path, text);
  const child = spawn(process.execPath, [path], { env: { ...process.env, AMQP_PASSWORD: 'guest' } });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill();
      reject(new Error(`The program did not end: ${output}`));
    }, 20_000);
    const take = (chunk: Buffer) => {
      output += chunk;
      if (until !== undefined && output.includes(until)) child.kill();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('exit', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  await rm(path);
  return output;
}

test('the JavaScript code publishes and consumes at this very broker', async ({ page, vhost }) => {
  await api('PUT', `/queues/${vhost}/orders`, { arguments: { 'x-max-length': 9 } });
  await page.goto(`/queues?vhost=${vhost}&selected=orders`);
  await page.getByRole('link', { name: 'Connect your app' }).click();
  await expect(code(page)).toContainText(`port: ${AMQP_PORT}`);
  await expect(code(page)).toContainText('channel.consume');
  await expect(code(page)).not.toContainText("'guest'");
  const consumer = await code(page).innerText();

  await page.getByRole('radio', { name: 'Publish', exact: true }).click();
  await expect(code(page)).toContainText('createConfirmChannel');
  expect(await run('publish', await code(page).innerText())).toContain('Published.');
  await expect.poll(() => api('GET', `/queues/${vhost}/orders`)).toMatchObject({ messages: 1 });
  expect(await run('consume', consumer, 'Hello, Warren!')).toContain('orders Hello, Warren!');
});

test('the code for an exchange binds a queue of its own', { tag: '@desktop' }, async ({ page, vhost, amqp }) => {
  await api('PUT', `/exchanges/${vhost}/events`, { type: 'topic' });
  await page.goto(`/connect?vhost=${vhost}&role=consume&exchange=events&key=order.*`);
  await expect(code(page)).toContainText('bindQueue');
  const channel = await amqp.createChannel();
  const timer = setInterval(() => channel.publish('events', 'order.created', Buffer.from('hi there')), 100);
  const output = await run('own', await code(page).innerText(), 'hi there');
  clearInterval(timer);
  expect(output).toContain('order.created hi there');
});

test('the code changes with the form and the language, and never has a password', async ({ page, vhost }) => {
  await page.goto(`/connect?vhost=${vhost}`);
  await expect(code(page)).toContainText('AMQP_PASSWORD');
  await page.getByRole('combobox', { name: 'To exchange' }).fill('amq.topic');
  await page.getByRole('option', { name: 'amq.topic' }).click();
  await page.getByLabel('Routing key').fill("it's #{odd}");
  const languages = page.getByRole('radiogroup', { name: 'Language' }).getByRole('radio');
  expect(await languages.count()).toBe(13);
  for (const language of await languages.all()) {
    await language.click();
    await expect(code(page)).toContainText('AMQP_PASSWORD');
    await expect(code(page)).toContainText('guest');
    expect((await code(page).innerText()).match(/guest/g)?.length, await language.innerText()).toBeLessThan(3);
  }
  await expect(page).toHaveURL(/lang=terraform/);
});

test('at first sight there is code that works: for a new queue, the first one, the last one, the one of the address', {
  tag: '@desktop',
}, async ({ page, vhost }) => {
  const says = page.getByTestId('what-it-does');
  await page.goto(`/connect?vhost=${vhost}`);
  await expect(says).toHaveText(
    'Declares the durable queue hello, which is not there yet. Publishes one persistent message to the queue hello, waits until the broker has it, and ends.',
  );
  await expect(page.getByRole('combobox', { name: 'Queue' })).toHaveValue('hello');
  expect(await run('first', await code(page).innerText())).toContain('Published.');
  await expect.poll(() => api('GET', `/queues/${vhost}/hello`)).toMatchObject({ messages: 1, durable: true });

  for (const name of ['orders', 'accounts']) await api('PUT', `/queues/${vhost}/${name}`, {});
  await page.goto(`/connect?vhost=${vhost}&role=consume`);
  await expect(says).toContainText('Takes the messages of the queue accounts, at most 10 at once');
  await expect(code(page)).toContainText('await channel.checkQueue(queue);');
  await page.getByRole('combobox', { name: 'From queue' }).fill('orders');
  await page.getByRole('option', { name: 'orders' }).click();
  await expect(says).toContainText('queue orders');

  await page.goto(`/connect?vhost=${vhost}`);
  await expect(says).toContainText('to the queue orders');
  await page.goto(`/connect?vhost=${vhost}&queue=hello`);
  await expect(says).toHaveText(/^Publishes one persistent message to the queue hello,/);
});
