import type { Saved } from '@/components/layout/saved-list';
import { isSavedMessage, type SavedMessage } from '@/components/messages/saved-message';
import { isProducerSpec } from '@/components/playground/saved-producer';
import type { ProducerSpec } from '@/lib/live-events';

/** Everything that was saved, as it goes into a file and comes out of one. */
export interface Collection {
  readonly messages: readonly Saved<SavedMessage>[];
  readonly producers: readonly Saved<ProducerSpec>[];
}

export function writeCollection({ messages, producers }: Collection): string {
  return `${JSON.stringify({ messages, producers }, null, 2)}\n`;
}

/** Throws a sentence for a file that is none. What is in it and not well formed is named, so that nothing is lost silently. */
export function readCollection(text: string): Collection {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new Error(`This is not JSON: ${(error as Error).message}`);
  }
  const { messages = [], producers = [] } = (document ?? {}) as { messages?: unknown; producers?: unknown };
  const isList = Array.isArray(messages) && Array.isArray(producers);
  if (!isList || messages.length + producers.length === 0) {
    throw new Error('No saved messages or producers are in it: they are exported from this page.');
  }
  return {
    messages: readList(messages, 'message', isSavedMessage),
    producers: readList(producers, 'producer', isProducerSpec),
  };
}

function readList<Value>(
  list: readonly unknown[],
  noun: string,
  isValue: (value: unknown) => value is Value,
): Saved<Value>[] {
  return list.map((item, index) => {
    const { name, value } = (item ?? {}) as Partial<Saved<unknown>>;
    if (typeof name === 'string' && name.trim() !== '' && isValue(value)) return { name, value };
    throw new Error(`Its ${noun} ${index + 1}${typeof name === 'string' ? ` (${name})` : ''} is not well formed.`);
  });
}
