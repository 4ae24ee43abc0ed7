import { METHODS, type MethodName } from '@/server/amqp/spec';
import type { RawClient } from './raw-client';

/** Something that a client must not do, and the close that answers it. */
export interface ErrorCase {
  readonly what: string;
  /** Acts on channel 1 of a fresh connection, up to the frame that is wrong. */
  readonly act: (client: RawClient) => void | Promise<void>;
  readonly scope: 'channel' | 'connection';
  readonly code: number;
  readonly text: string;
  /** The method that failed, as the close names it; null where none did. */
  readonly method: MethodName | MethodIds | null;
}

interface MethodIds {
  readonly classId: number;
  readonly methodId: number;
}

/** An error that ends the channel. */
export const soft = (
  code: number,
  method: MethodName,
  what: string,
  text: string,
  act: ErrorCase['act'],
): ErrorCase => ({
  what,
  act,
  scope: 'channel',
  code,
  text,
  method,
});

/** An error that ends the connection. */
export const hard = (
  code: number,
  method: ErrorCase['method'],
  what: string,
  text: string,
  act: ErrorCase['act'],
): ErrorCase => ({ what, act, scope: 'connection', code, text, method });

/** The class and method ids of a close that names this method. */
export function idsOf(method: ErrorCase['method']): MethodIds {
  if (method === null) return { classId: 0, methodId: 0 };
  if (typeof method !== 'string') return method;
  const [classId, methodId] = METHODS[method];
  return { classId, methodId };
}
