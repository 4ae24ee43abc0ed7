import { type FieldTable, stringOf } from '../field-table';
import { consistentHash } from './consistent-hash';
import { delayedMessage, unknownDelayedType } from './delayed-message';
import { direct } from './direct';
import type { ExchangeType } from './exchange-type';
import { fanout } from './fanout';
import { headers } from './headers';
import { modulusHash } from './modulus-hash';
import { localRandom, random } from './random';
import { recentHistory } from './recent-history';
import { topic } from './topic';

/** Every exchange type by its name. */
export const exchangeTypes: ReadonlyMap<string, ExchangeType> = new Map(
  [direct, fanout, topic, headers, consistentHash, random, localRandom, modulusHash, recentHistory, delayedMessage].map(
    (type) => [type.name, type],
  ),
);

/** The type by whose rules an exchange routes: for one that delays, the type that its argument names. */
export function routingTypeOf(type: ExchangeType, args: FieldTable): ExchangeType {
  if (type !== delayedMessage) return type;
  const named = exchangeTypes.get(stringOf(args.get('x-delayed-type')) ?? '');
  if (named === undefined || named === delayedMessage) throw unknownDelayedType();
  return named;
}
