import { test as base, expect, type Page } from '@playwright/test';
import { type ChannelModel, connect } from 'amqplib';
import { AMQP_PORT, HTTP_PORT } from './ports';

const AUTHORIZATION = `Basic ${Buffer.from('guest:guest').toString('base64')}`;

/** The management API as any tool would call it, beside the browser. */
export async function api(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${HTTP_PORT}/api${path}`, {
    method,
    headers: { authorization: AUTHORIZATION, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  const text = await response.text();
  return text === '' ? null : JSON.parse(text);
}

interface Fixtures {
  /** A vhost of the test's own. */
  readonly vhost: string;
  /** A connection of amqplib to that vhost. */
  readonly amqp: ChannelModel;
  /** Console errors that the test provokes on purpose. */
  readonly expectedErrors: RegExp[];
  /** A page of a person who has signed in; an error in its console fails the test. */
  readonly page: Page;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the first parameter to be a pattern.
  vhost: async ({}, use, info) => {
    const name = `e2e-${info.workerIndex}-${info.testId}-${info.repeatEachIndex}`;
    await api('PUT', `/vhosts/${name}`, {});
    await use(name);
    await api('DELETE', `/vhosts/${name}`);
  },

  amqp: async ({ vhost }, use) => {
    const connection = await connect(`amqp://guest:guest@127.0.0.1:${AMQP_PORT}/${vhost}`, {
      clientProperties: { connection_name: 'order-service' },
    });
    // The vhost goes away under the connection at the end of the test.
    connection.on('error', () => {});
    await use(connection);
    await connection.close().catch(() => {});
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the first parameter to be a pattern.
  expectedErrors: async ({}, use) => {
    await use([]);
  },

  // It asks for the vhost, so that it is gone before the vhost is: else what it polls is not found in the end.
  page: async ({ page, vhost: _, expectedErrors }, use) => {
    const errors: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(String(error)));
    const response = await page.request.post('/session', {
      data: { username: 'guest', password: 'guest' },
      headers: { 'x-warren-request': '1' },
    });
    expect(response.status()).toBe(204);
    await use(page);
    const unexpected = errors.filter((error) => !expectedErrors.some((pattern) => pattern.test(error)));
    expect(unexpected, 'errors in the console').toEqual([]);
  },
});

export { expect };
