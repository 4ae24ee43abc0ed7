import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { describeError, type Log } from '@/server/log';

export type DashboardMode = 'production' | 'development' | 'off';

export interface Dashboard {
  /** Settles when pages can be served; requests before that wait. */
  readonly ready: Promise<void>;
  serve(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Next's development server reloads pages over a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  close(): Promise<void>;
}

export interface DashboardOptions {
  readonly mode: DashboardMode;
  readonly dir: string;
  readonly log: Log;
}

/** Begins to load Next, which takes longer than anything else: nothing but the pages waits for it. */
export function openDashboard({ mode, dir, log }: DashboardOptions): Dashboard {
  if (mode === 'off') return noDashboard;
  const loading = loadNext(mode === 'development', dir);
  const ready = loading.then(
    () => log('debug', 'the dashboard is ready'),
    (failure) => log('error', `the dashboard cannot be served: ${describeError(failure)}`),
  );
  return {
    ready,
    serve: async (request, response) => (await loading).handle(request, response),
    upgrade: async (request, socket, head) => (await loading).upgrade(request, socket, head),
    close: async () => (await loading).close(),
  };
}

async function loadNext(isDevelopment: boolean, dir: string) {
  // React and Next choose their builds by it as they are loaded.
  Object.assign(process.env, {
    NODE_ENV: isDevelopment ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  });
  const { default: next } = await import('next');
  // As in the sources of Next, the module is wrapped once more when it is loaded as an ES module.
  const create = typeof next === 'function' ? next : (next as { default: typeof next }).default;
  const app = create({ dev: isDevelopment, dir });
  await app.prepare();
  return { handle: app.getRequestHandler(), upgrade: app.getUpgradeHandler(), close: () => app.close() };
}

const noDashboard: Dashboard = {
  ready: Promise.resolve(),
  async serve(_request, response) {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('The dashboard is switched off.\n');
  },
  async upgrade(_request, socket) {
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  },
  async close() {},
};
