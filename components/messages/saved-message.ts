import type { PublishBody } from '@/lib/management-api';
import { type PublishValues, publishValuesOf } from './publish-values';

/** Where this browser keeps messages. */
export const MESSAGES_KEY = 'warren:messages';

/** A message as it is kept: where it goes, and the body of the request that publishes it. */
export interface SavedMessage {
  readonly exchange: string | null;
  readonly body: PublishBody;
}

export function isSavedMessage(value: unknown): value is SavedMessage {
  const { exchange, body } = (value ?? {}) as Partial<SavedMessage>;
  if (exchange !== null && typeof exchange !== 'string') return false;
  const { routing_key, payload, payload_encoding, properties } = (body ?? {}) as Partial<PublishBody>;
  return (
    typeof routing_key === 'string' &&
    typeof payload === 'string' &&
    (payload_encoding === 'string' || payload_encoding === 'base64') &&
    typeof properties === 'object' &&
    properties !== null
  );
}

/** The form as it was when the message was saved. */
export function valuesOfSaved({ exchange, body }: SavedMessage): PublishValues {
  return { ...publishValuesOf({ ...body, exchange: exchange ?? '' }), exchange };
}
