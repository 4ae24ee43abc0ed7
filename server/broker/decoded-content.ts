import type { Content } from './exchange-types/exchange-type';
import type { FieldTable } from './field-table';
import type { Message } from './message';
import type { PropertiesCodec } from './ports';
import type { Properties } from './properties';

/** A message's content, decoded at the first question. */
export class DecodedContent implements Content {
  readonly message: Message;
  readonly routingKeys: readonly string[];
  readonly #codec: PropertiesCodec;
  #headers: FieldTable | undefined;
  #properties: Properties | undefined;

  constructor(message: Message, routingKeys: readonly string[], codec: PropertiesCodec) {
    this.message = message;
    this.routingKeys = routingKeys;
    this.#codec = codec;
  }

  get headers(): FieldTable {
    this.#headers ??= this.#codec.decodeHeaders(this.message.properties());
    return this.#headers;
  }

  get properties(): Properties {
    this.#properties ??= this.#codec.decode(this.message.properties());
    return this.#properties;
  }
}
