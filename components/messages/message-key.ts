import type { PeekedMessage } from '@/lib/contents-api';

/** Tells the messages of one queue apart. */
export function messageKey(message: PeekedMessage): string {
  const { state, order, delivery_tag: tag, channel_details: channel } = message;
  if (state === 'unacked') return `${channel?.name} ${tag}`;
  return state === 'ready' ? String(order) : `${message.delayed_by ?? ''} ${message.due_at} ${message.place}`;
}
