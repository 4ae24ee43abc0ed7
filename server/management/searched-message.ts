import type { MessageProperties } from '@/lib/management-api';
import type { Searchable } from '@/lib/message-query';
import type { Message } from '@/server/broker/message';
import type { PropertiesCodec } from '@/server/broker/ports';
import { openProperties, payloadView } from './views/message-view';

/** Longer payloads are not read as JSON: that would hold up the thread. */
const MAX_JSON_BYTES = 1024 * 1024;

/** What is known of a message apart from itself. */
export interface Circumstances {
  readonly redelivered?: boolean;
  readonly age_ms?: number;
  readonly due_in_ms?: number;
}

/** A message as a filter sees it: nothing of it is decoded before it is asked for. */
export class SearchedMessage implements Searchable {
  readonly #message: Message;
  readonly #codec: PropertiesCodec;
  readonly redelivered: boolean | undefined;
  readonly age_ms: number | undefined;
  readonly due_in_ms: number | undefined;
  #properties: MessageProperties | null = null;
  /** Null until somebody has asked. */
  #json: { readonly value: unknown } | null = null;

  constructor(message: Message, codec: PropertiesCodec, { redelivered, age_ms, due_in_ms }: Circumstances) {
    this.#message = message;
    this.#codec = codec;
    this.redelivered = redelivered;
    this.age_ms = age_ms;
    this.due_in_ms = due_in_ms;
  }

  get routing_key(): string {
    return this.#message.address.routingKey;
  }

  get exchange(): string {
    return this.#message.address.exchange;
  }

  get payload_bytes(): number {
    return this.#message.bodyBytes;
  }

  get properties(): MessageProperties {
    this.#properties ??= openProperties(this.#message, this.#codec);
    return this.#properties;
  }

  /** Looks at the bytes, so that what is not text is searched too and nothing is copied. */
  includes(text: string): boolean {
    const body = this.#message.body();
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes(text);
  }

  json(): unknown {
    this.#json ??= { value: this.#parse() };
    return this.#json.value;
  }

  #parse(): unknown {
    if (this.payload_bytes > MAX_JSON_BYTES) return undefined;
    const { payload, payload_encoding } = payloadView(this.#message, { encoding: 'auto', truncate: MAX_JSON_BYTES });
    if (payload_encoding !== 'string') return undefined;
    try {
      return JSON.parse(payload);
    } catch {
      return undefined;
    }
  }
}
