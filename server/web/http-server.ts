import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { describeError, type Log } from '@/server/log';
import type { Engine } from '@/server/thread/engine';
import { AMQP_PATH, type AmqpWebSocket } from './amqp-websocket';
import { serveApi } from './api-route';
import type { Dashboard } from './dashboard';
import type { PageRequests } from './page-requests';
import { serveRecovering } from './recovering';
import { respondError } from './respond';
import type { SecurityHeaders } from './security-headers';
import { serveSession } from './session-route';
import type { SessionStore } from './session-store';
import type { SignInLimit } from './sign-in-limit';

export interface HttpServerOptions {
  readonly engine: Engine;
  readonly sessions: SessionStore;
  readonly limit: SignInLimit;
  readonly dashboard: Dashboard;
  readonly pages: PageRequests;
  readonly amqpWebSocket: AmqpWebSocket;
  readonly addHeaders: SecurityHeaders;
  readonly bodyLimitBytes: number;
  readonly log: Log;
}

/** One origin for everything: `/api`, `/metrics`, `/session`, `/ws/amqp`, and the dashboard. Socket.IO attaches itself. */
export function createHttpServer(options: HttpServerOptions): Server {
  const server = createServer((request, response) => {
    options.addHeaders(request, response);
    serve(request, response, options).catch((failure) => failed(failure, request, response, options.log));
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    upgrade(request, socket, head, options).catch(() => socket.destroy());
  });
  return server;
}

/** The same as the server at hand, Socket.IO and all, over TLS. */
export function createHttpsServer(
  server: Server,
  { cert, key }: { readonly cert: string; readonly key: string },
): TlsServer {
  const secure = createTlsServer({ cert, key }, (request, response) => server.emit('request', request, response));
  secure.on('upgrade', (request, socket, head) => server.emit('upgrade', request, socket, head));
  return secure;
}

async function serve(request: IncomingMessage, response: ServerResponse, options: HttpServerOptions): Promise<void> {
  const path = pathOf(request);
  if (!path.startsWith('/')) return respondError(response, 400, 'bad_request', 'The request needs a path.');
  const { recovery } = options.engine;
  if (recovery !== null) return serveRecovering(path, recovery, response);
  if (path === '/api' || path.startsWith('/api/') || isMetrics(path)) return serveApi(request, response, options);
  if (path === '/session') return serveSession(request, response, options);
  if (path === AMQP_PATH) {
    return respondError(response, 426, 'upgrade_required', 'AMQP is served here over WebSocket only.');
  }
  return options.pages.run(request, () => options.dashboard.serve(request, response));
}

async function upgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  { amqpWebSocket, dashboard, engine }: HttpServerOptions,
): Promise<void> {
  if (engine.recovery !== null) {
    socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n');
    return;
  }
  const path = pathOf(request);
  if (path.startsWith('/socket.io/')) return;
  if (path === AMQP_PATH) amqpWebSocket.upgrade(request, socket, head);
  else if (path.startsWith('/_next/')) await dashboard.upgrade(request, socket, head);
  else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

/** Prometheus's door, which needs no credentials: as on RabbitMQ's port 15692. */
function isMetrics(path: string): boolean {
  return path === '/metrics' || path.startsWith('/metrics/');
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}

function failed(failure: unknown, request: IncomingMessage, response: ServerResponse, log: Log): void {
  if (request.destroyed && !request.complete) return;
  log('error', `${request.method} ${pathOf(request)}: ${describeError(failure)}`);
  if (response.headersSent) response.destroy();
  else respondError(response, 500, 'internal_server_error', 'Internal Server Error');
}

/** Listens and returns the port. Rejects with the error of the network. */
export function listenHttp(
  server: Server | TlsServer,
  place: { readonly host: string; readonly port: number },
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(place, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
