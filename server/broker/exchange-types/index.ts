import { direct } from './direct';
import type { ExchangeType } from './exchange-type';
import { fanout } from './fanout';
import { headers } from './headers';
import { topic } from './topic';

/** Every exchange type by its name. */
export const exchangeTypes: ReadonlyMap<string, ExchangeType> = new Map(
  [direct, fanout, topic, headers].map((type) => [type.name, type]),
);
