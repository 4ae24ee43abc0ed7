import { createServer, request, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { OwnServer } from './own-server';
import { StagePage } from './stage-page';

/** How a proxy that knows nothing of WebSockets treats them: it says no, or it never answers. */
type Upgrades = 'refuse' | 'swallow';

/** A proxy before a server that passes on requests, and no WebSocket. */
class OldProxy {
  readonly #server: Server;
  readonly #swallowed = new Set<Socket>();
  upgrades: Upgrades = 'refuse';
  /** How many WebSockets were asked for. */
  asked = 0;

  private constructor(target: string) {
    this.#server = createServer((incoming, answer) => {
      const { method, headers, url = '/' } = incoming;
      const outgoing = request(`${target}${url}`, { method, headers }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      });
      outgoing.on('error', () => answer.headersSent || answer.writeHead(502).end());
      answer.on('close', () => outgoing.destroy());
      incoming.pipe(outgoing);
    });
    this.#server.on('upgrade', (_, socket: Socket) => {
      this.asked += 1;
      if (this.upgrades === 'refuse') socket.end('HTTP/1.1 501 Not Implemented\r\nConnection: close\r\n\r\n');
      else this.#swallowed.add(socket.on('error', () => {}));
    });
  }

  static async before(target: string): Promise<OldProxy> {
    const proxy = new OldProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  end(): void {
    for (const socket of this.#swallowed) socket.destroy();
    this.#server.close();
    this.#server.closeAllConnections();
  }
}

test('behind a proxy without WebSockets the stage is live by polling, says so, and survives a restart', async ({
  browser,
}) => {
  const server = await OwnServer.start();
  const proxy = await OldProxy.before(server.httpUrl);
  const context = await browser.newContext({ baseURL: proxy.url });
  const publish = () =>
    server.api('POST', '/exchanges/%2F/amq.default/publish', {
      routing_key: 'orders',
      payload: 'one',
      payload_encoding: 'string',
      properties: { delivery_mode: 2 },
    });
  try {
    await context.request.post('/session', {
      data: { username: 'guest', password: 'guest' },
      headers: { 'x-warren-request': '1' },
    });
    await server.api('PUT', '/queues/%2F/orders', { durable: true });
    const page = await context.newPage();
    const stage = new StagePage(page);
    await page.goto('/');
    const badge = page.getByText(/^live \d+ ms, polling$/);
    await expect(badge).toBeVisible();
    expect(proxy.asked, 'a WebSocket was tried').toBeGreaterThan(0);
    await badge.hover();
    await expect(page.getByRole('tooltip')).toContainText('No WebSocket gets through');
    await expect(page.getByLabel(/^Queue orders, 0 ready/)).toBeVisible();
    await publish();
    await expect(page.getByLabel(/^Queue orders, 1 ready/)).toBeVisible({ timeout: 2_000 });

    // The proxy gets worse while the server is away: it does not even refuse.
    proxy.upgrades = 'swallow';
    await server.kill();
    await expect(page.getByText('offline', { exact: true })).toBeVisible();
    await expect(page.getByText('The broker does not answer.')).toBeVisible();
    await page.getByRole('link', { name: 'Queues' }).click();
    await expect(page.getByText('Other pages come when it is back.')).toBeVisible();
    await server.start();
    await expect(badge).toBeVisible();
    await publish();
    await expect(page.getByLabel(/^Queue orders, 2 ready/)).toBeVisible({ timeout: 2_000 });
    await server.api('PUT', '/queues/%2F/fresh', { durable: true });
    await expect(stage.queue('fresh')).toBeVisible({ timeout: 2_000 });
  } finally {
    await context.close();
    proxy.end();
    await server.end();
  }
});
