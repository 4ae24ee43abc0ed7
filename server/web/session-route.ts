import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { type ManagementResponse, textOf } from '@/server/management/request';
import type { Engine } from '@/server/thread/engine';
import { expiredCookie, sessionCookie, sessionIdOf } from './cookies';
import { readBody } from './read-body';
import { respondEmpty, respondError, respondJson } from './respond';
import { isForeignOrigin } from './same-origin';
import type { SessionStore } from './session-store';
import type { SignInLimit } from './sign-in-limit';

const BODY_LIMIT_BYTES = 4096;

const credentials = z.object({ username: z.string().min(1).max(255), password: z.string().max(1024) });

const whoami = z.object({ name: z.string(), tags: z.array(z.string()) });

export interface SessionRouteOptions {
  readonly engine: Engine;
  readonly sessions: SessionStore;
  readonly limit: SignInLimit;
}

/** `/session`: POST signs a person in, GET says who is signed in (`null`: nobody), DELETE signs out. */
export async function serveSession(
  request: IncomingMessage,
  response: ServerResponse,
  options: SessionRouteOptions,
): Promise<void> {
  if (request.method !== 'GET' && isForeignOrigin(request.headers)) {
    return respondError(response, 403, 'forbidden', 'The request comes from a page of another origin.');
  }
  switch (request.method) {
    case 'GET':
      return show(request, response, options);
    case 'POST':
      return signIn(request, response, options);
    case 'DELETE':
      return signOut(request, response, options);
    default:
      return respondEmpty(response, 405, { allow: 'GET, POST, DELETE' });
  }
}

function show(request: IncomingMessage, response: ServerResponse, { sessions }: SessionRouteOptions): void {
  const session = sessions.use(sessionIdOf(request));
  // Nobody is no error: browsers write refused requests of a page into its console.
  respondJson(response, 200, session ? { name: session.name, tags: session.tags } : null);
}

async function signIn(
  request: IncomingMessage,
  response: ServerResponse,
  { engine, sessions, limit }: SessionRouteOptions,
): Promise<void> {
  const peer = request.socket.remoteAddress ?? '';
  const wait = limit.waitSeconds(peer);
  if (wait > 0) {
    response.setHeader('retry-after', String(wait));
    return respondError(response, 429, 'too_many_requests', `Too many failed sign-ins. Try again in ${wait} seconds.`);
  }
  const given = credentials.safeParse(parseJson((await readBody(request, BODY_LIMIT_BYTES))?.toString('utf8')));
  if (!given.success) {
    response.setHeader('connection', 'close');
    return respondError(response, 400, 'bad_request', 'Expected JSON with "username" and "password".');
  }
  const { username, password } = given.data;
  // Counted before the answer is known, so that many tries at once do not slip through.
  limit.failed(peer);
  const answer = await engine.management({
    method: 'GET',
    path: '/api/whoami',
    query: '',
    headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` },
    body: new Uint8Array(),
    peer,
  });
  if (answer.status !== 200) return refuse(response, answer);
  limit.succeeded(peer);
  const person = whoami.parse(JSON.parse(textOf(answer.body)));
  const former = sessions.use(sessionIdOf(request));
  if (former) sessions.end(former.id);
  const session = sessions.open({ ...person, username, password });
  respondEmpty(response, 204, { 'set-cookie': sessionCookie(request, session.id) });
}

/** The broker's own words, such as why guest may not sign in from another machine. */
function refuse(response: ServerResponse, { status, headers, body }: ManagementResponse): void {
  const given = parseJson(textOf(body));
  const reason = (given as { reason?: unknown } | undefined)?.reason;
  const text = typeof reason === 'string' ? reason : 'Login failed';
  if (status !== 429) return respondError(response, 401, 'not_authorized', text);
  response.setHeader('retry-after', headers['retry-after'] ?? '60');
  respondError(response, 429, 'too_many_requests', text);
}

function signOut(request: IncomingMessage, response: ServerResponse, { sessions }: SessionRouteOptions): void {
  const id = sessionIdOf(request);
  if (id !== undefined) sessions.end(id);
  respondEmpty(response, 204, { 'set-cookie': expiredCookie(request) });
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
