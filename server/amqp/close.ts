import { BrokerError } from '@/server/broker/errors';
import type { MethodArgs } from './spec';
import { REPLY_CODES } from './spec';

export interface Closing {
  readonly scope: 'channel' | 'connection';
  readonly args: MethodArgs<'channel.close'>;
}

const utf8 = new TextEncoder();
const NO_METHOD = { classId: 0, methodId: 0 };

/**
 * The one way from an error to the close method that the client sees. Soft errors end the channel, hard ones and those
 * on channel 0 the connection; anything that is not a BrokerError is ours, not the client's: 541.
 */
export function closingFor(
  error: unknown,
  channel: number,
  failed: { readonly classId: number; readonly methodId: number } = NO_METHOD,
): Closing {
  const reason = error instanceof BrokerError ? error.reason : 'internal-error';
  const text = error instanceof BrokerError ? error.message : 'see the log of the broker';
  const [replyCode, scope] = REPLY_CODES[reason];
  const replyText = shorten(`${reason.replaceAll('-', '_').toUpperCase()} - ${text}`);
  return { scope: channel === 0 ? 'connection' : scope, args: { replyCode, replyText, ...failed } };
}

/** Cuts a text so that it fits a short string, at a character's boundary. */
export function shorten(text: string): string {
  const { read } = utf8.encodeInto(text, new Uint8Array(255));
  return text.slice(0, read);
}
