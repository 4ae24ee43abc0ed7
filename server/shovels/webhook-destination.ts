import type { ConsumeMessage } from 'amqplib';
import { parseWebhookUri, shownUri } from './amqp-uri';
import type { Destination } from './destination';
import { plainHeader } from './exact-headers';

const TIMEOUT_MS = 30_000;
/** A header value that HTTP can carry as it is. */
const PLAIN_TEXT = /^[\x20-\x7e]*$/;
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/**
 * Posts the body of each message to a web address, one after the other, so that they arrive in their order. An answer of
 * 200 to 299 means that the message is there.
 */
export class WebhookDestination implements Destination {
  readonly shownUri: string;
  readonly isReady = true;
  readonly isBlocked = false;
  readonly #url: URL;
  readonly #authorization: string | null;
  readonly #shovel: string;
  readonly #closing = new AbortController();
  #last: Promise<void> = Promise.resolve();

  constructor(uri: string, shovel: string) {
    this.#shovel = shovel;
    this.#url = parseWebhookUri(uri);
    this.shownUri = shownUri(uri);
    const { username, password } = this.#url;
    const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    this.#authorization = login === ':' ? null : `Basic ${Buffer.from(login).toString('base64')}`;
    this.#url.username = '';
    this.#url.password = '';
  }

  send(message: ConsumeMessage, settled: (failure: Error | null) => void): void {
    this.#last = this.#last
      .then(() => this.#post(message))
      .then(
        () => settled(null),
        (failure: unknown) => settled(failure instanceof Error ? failure : new Error(String(failure))),
      );
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('the shovel was stopped'));
    await this.#last;
  }

  async #post(message: ConsumeMessage): Promise<void> {
    const { signal } = this.#closing;
    signal.throwIfAborted();
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: headersOf(message, { shovel: this.#shovel, authorization: this.#authorization }),
      body: new Uint8Array(message.content),
      // Where a redirection leads nobody has agreed to send messages.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    }).catch((failure: unknown) => {
      throw new Error(`${this.shownUri}: ${whyNotReached(failure)}`);
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`${this.shownUri} answered ${response.status} ${response.statusText}`.trim());
  }
}

/** `fetch failed` alone helps nobody: the reason is below it. */
function whyNotReached(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  const cause = failure.cause instanceof Error ? failure.cause : failure;
  return cause.message || (cause as NodeJS.ErrnoException).code || cause.name;
}

interface Sender {
  readonly shovel: string;
  readonly authorization: string | null;
}

/** What HTTP has a header for goes there; the rest of what is known of a message has names of our own. */
function headersOf({ fields, properties }: ConsumeMessage, { shovel, authorization }: Sender): Headers {
  const headers = new Headers({ 'user-agent': 'Warren' });
  const add = (name: string, value: unknown): void => {
    if (!['string', 'number', 'bigint', 'boolean'].includes(typeof value) || !HEADER_NAME.test(name)) return;
    headers.set(name, PLAIN_TEXT.test(String(value)) ? String(value) : encodeURIComponent(String(value)));
  };
  for (const [name, value] of Object.entries(properties.headers ?? {})) add(`x-header-${name}`, plainHeader(value));
  add('content-type', properties.contentType ?? 'application/octet-stream');
  add('content-encoding', properties.contentEncoding);
  add('authorization', authorization);
  add('x-shovel', shovel);
  add('x-exchange', fields.exchange);
  add('x-routing-key', fields.routingKey);
  add('x-redelivered', fields.redelivered);
  add('x-message-id', properties.messageId);
  add('x-correlation-id', properties.correlationId);
  add('x-message-type', properties.type);
  add('x-app-id', properties.appId);
  add('x-timestamp', properties.timestamp);
  return headers;
}
