import type { MessageProperties } from '@/lib/management-api';
import { propertiesOf } from '@/lib/message-query';
import type { Message } from '@/server/broker/message';
import type { PropertiesCodec } from '@/server/broker/ports';
import { propertiesToJson } from '@/server/management/json-properties';

export interface PayloadWish {
  /** `auto` for text where the payload is UTF-8. */
  readonly encoding: string;
  /** Bytes of payload to show. */
  readonly truncate: number;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Copies the bytes out: they are gone when the message is settled. */
export function payloadView(message: Message, { encoding, truncate }: PayloadWish) {
  const body = message.body().subarray(0, truncate);
  const text = encoding === 'auto' ? textOf(body) : null;
  return {
    payload: text ?? Buffer.from(body).toString('base64'),
    payload_encoding: text === null ? ('base64' as const) : ('string' as const),
  };
}

export function propertiesView(message: Message, codec: PropertiesCodec): MessageProperties | readonly [] {
  return propertiesToJson(codec.decode(message.properties()));
}

/** The same without the keys that a publisher has hidden, which an exchange that delays keeps among the headers. */
export function openProperties(message: Message, codec: PropertiesCodec): MessageProperties {
  const { headers: { BCC: _hidden, ...headers } = {}, ...properties } = propertiesOf({
    properties: propertiesView(message, codec),
  });
  return Object.keys(headers).length === 0 ? properties : { ...properties, headers };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return null;
  }
}
