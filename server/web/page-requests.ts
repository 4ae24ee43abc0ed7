import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { Snapshot } from '@/lib/live-events';
import { type PageRequest, providePageRequests } from '@/lib/page-request';
import { lengthOf, textOf } from '@/server/management/request';
import type { Engine, LiveListener } from '@/server/thread/engine';
import { askAs, endIfUnknown } from './api-route';
import { sessionIdOf } from './cookies';
import type { SessionStore } from './session-store';

/** In bytes. A longer answer would hold up the page that it is part of. */
const MAX_ANSWER_BYTES = 100_000;

/** Nodes and lines of a stage that becomes part of its page. */
const MAX_STAGE_SIZE = 400;

const NOBODY: LiveListener = { patch() {}, stats() {}, trace() {} };

export interface PageRequestsOptions {
  readonly engine: Engine;
  readonly sessions: SessionStore;
}

/** Lets the code that renders a page know for whom it does that, and ask the broker in that person's name. */
export class PageRequests {
  readonly #requests = new AsyncLocalStorage<PageRequest>();
  readonly #options: PageRequestsOptions;

  constructor(options: PageRequestsOptions) {
    this.#options = options;
    providePageRequests(this.#requests);
  }

  /** Runs what renders the page that is asked for. */
  run<T>(request: IncomingMessage, render: () => T): T {
    return this.#requests.run(new KnownRequest(request, this.#options), render);
  }
}

class KnownRequest implements PageRequest {
  readonly url: string;
  readonly origin: string;
  readonly isPhone: boolean;
  readonly isWhole: boolean;
  readonly leftOut: string[] = [];
  readonly #peer: string;
  readonly #sessionId: string | undefined;
  readonly #options: PageRequestsOptions;

  constructor(request: IncomingMessage, options: PageRequestsOptions) {
    const { url = '/', headers, socket } = request;
    this.url = withoutMark(url);
    this.origin = originOf(request);
    this.isPhone = /\bMobi/.test(headers['user-agent'] ?? '');
    this.isWhole = headers['rsc'] === undefined;
    this.#peer = socket.remoteAddress ?? '';
    this.#sessionId = sessionIdOf(request);
    this.#options = options;
  }

  get #session() {
    return this.#options.sessions.use(this.#sessionId);
  }

  get user() {
    const session = this.#session;
    return session ? { name: session.name, tags: session.tags } : null;
  }

  async get(path: string): Promise<Response> {
    const session = this.#session;
    if (session === undefined) return new Response(null, { status: 401 });
    const [pathname = '', query = ''] = path.split('?', 2);
    const answer = await askAs(session, this.#options.engine, { path: pathname, query, peer: this.#peer });
    endIfUnknown(answer, session, this.#options.sessions);
    if (lengthOf(answer.body) > MAX_ANSWER_BYTES) {
      this.leftOut.push(path);
      throw new Error(`the answer to ${pathname} is too long to be part of a page`);
    }
    return new Response(answer.status === 204 ? null : textOf(answer.body), { status: answer.status });
  }

  async snapshot(vhost: string): Promise<Snapshot | null> {
    try {
      const { ok } = await this.get(`/api/vhosts/${encodeURIComponent(vhost)}`);
      return ok ? await this.#look(vhost) : null;
    } catch {
      // The stage says what is wrong when it cannot join the room.
      return null;
    }
  }

  async #look(vhost: string): Promise<Snapshot | null> {
    const subscription = this.#options.engine.subscribe(vhost, NOBODY);
    try {
      const snapshot = await subscription.snapshot();
      return sizeOf(snapshot) > MAX_STAGE_SIZE ? null : snapshot;
    } finally {
      subscription.close();
    }
  }
}

function originOf({ headers: { host = '' }, socket }: IncomingMessage): string {
  const scheme = (socket as Partial<TLSSocket>).encrypted === true ? 'https' : 'http';
  const origin = `${scheme}://${host}`;
  // A client may send anything, or nothing at all.
  return URL.canParse(origin) ? origin : `${scheme}://localhost`;
}

function sizeOf({ exchanges, queues, bindings, producers, consumers }: Snapshot): number {
  return exchanges.length + queues.length + bindings.length + producers.length + consumers.length;
}

/** Next's scripts mark what they ask for with a parameter of their own. */
function withoutMark(url: string): string {
  return url.replace(/([?&])_rsc=[^&]*&?/, '$1').replace(/[?&]$/, '');
}
