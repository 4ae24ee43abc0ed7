import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ManagementBody, ManagementResponse } from '@/server/management/request';
import type { Engine } from '@/server/thread/engine';
import { sessionIdOf } from './cookies';
import { readBody } from './read-body';
import { respondError } from './respond';
import { isForeignOrigin } from './same-origin';
import type { SessionStore, WebSession } from './session-store';

export interface ApiRouteOptions {
  readonly engine: Engine;
  readonly sessions: SessionStore;
  readonly bodyLimitBytes: number;
}

/** Headers that the management API looks at. Cookies stay here. */
const FORWARDED = ['authorization', 'accept', 'content-type', 'x-reason', 'if-none-match'] as const;

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** `/api/*`: hands the request to the broker, with the person's credentials when only the session cookie is there. */
export async function serveApi(
  request: IncomingMessage,
  response: ServerResponse,
  { engine, sessions, bodyLimitBytes }: ApiRouteOptions,
): Promise<void> {
  const { method = 'GET', headers } = request;
  const session = headers.authorization === undefined ? sessions.use(sessionIdOf(request)) : undefined;
  const refusal = SAFE_METHODS.has(method) ? null : forgeryRefusal(request, session);
  if (refusal !== null) return respondError(response, 403, 'forbidden', refusal);
  const body = await readBody(request, bodyLimitBytes);
  if (body === null) {
    response.setHeader('connection', 'close');
    return respondError(response, 400, 'bad_request', 'Exceeded HTTP request body size limit');
  }
  const url = request.url ?? '/';
  const queryAt = url.indexOf('?');
  const answer = await engine.management({
    method,
    path: queryAt === -1 ? url : url.slice(0, queryAt),
    query: queryAt === -1 ? '' : url.slice(queryAt + 1),
    headers: forwardedHeaders(request, session),
    body,
    peer: request.socket.remoteAddress ?? '',
  });
  endIfUnknown(answer, session, sessions);
  response.writeHead(answer.status, isScript(request) ? withoutChallenge(answer.headers) : answer.headers);
  sendBody(response, answer.body);
}

/** A GET of the management API in a person's name. */
export function askAs(
  { authorization }: WebSession,
  engine: Engine,
  { path, query, peer }: { readonly path: string; readonly query: string; readonly peer: string },
): Promise<ManagementResponse> {
  const headers = { accept: 'application/json', authorization };
  return engine.management({ method: 'GET', path, query, headers, body: new Uint8Array(), peer });
}

/** Ends a session whose user is gone, or has another password by now. */
export function endIfUnknown(
  answer: ManagementResponse,
  session: WebSession | undefined,
  sessions: SessionStore,
): void {
  if (answer.status === 401 && session !== undefined && isUnknownUser(answer.headers)) sessions.end(session.id);
}

function sendBody(response: ServerResponse, body: ManagementBody): void {
  if (typeof body === 'string' || body instanceof Uint8Array) {
    response.end(body);
    return;
  }
  response.cork();
  for (const piece of body) response.write(piece);
  response.end();
}

/** A page of another origin could make a browser send a form with the cookie, but never with our header. */
function forgeryRefusal(request: IncomingMessage, session: WebSession | undefined): string | null {
  if (isForeignOrigin(request.headers)) return 'The request comes from a page of another origin.';
  if (session !== undefined && request.headers['x-warren-request'] !== '1') {
    return 'A change made with the session cookie needs the header X-Warren-Request: 1.';
  }
  return null;
}

function forwardedHeaders(request: IncomingMessage, session: WebSession | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name of FORWARDED) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  if (session !== undefined) headers['authorization'] = session.authorization;
  return headers;
}

/** Only a refused sign-in carries a challenge; a missing permission is a 401 without one. */
function isUnknownUser(headers: Readonly<Record<string, string>>): boolean {
  return headers['www-authenticate'] !== undefined;
}

/** A challenge in the answer to a script would make the browser open its own password window. */
function isScript(request: IncomingMessage): boolean {
  const mode = request.headers['sec-fetch-mode'];
  return mode !== undefined && mode !== 'navigate';
}

function withoutChallenge({
  'www-authenticate': _challenge,
  ...headers
}: Readonly<Record<string, string>>): Record<string, string> {
  return headers;
}
