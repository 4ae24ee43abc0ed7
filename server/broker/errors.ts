/** AMQP's reason names (spec section 1.2, table of reply codes) in lower kebab case. */
export type Reason =
  | 'content-too-large'
  | 'no-route'
  | 'no-consumers'
  | 'connection-forced'
  | 'invalid-path'
  | 'access-refused'
  | 'not-found'
  | 'resource-locked'
  | 'precondition-failed'
  | 'frame-error'
  | 'syntax-error'
  | 'command-invalid'
  | 'channel-error'
  | 'unexpected-frame'
  | 'resource-error'
  | 'not-allowed'
  | 'not-implemented'
  | 'internal-error';

/**
 * An operation that cannot go on. The protocol layers translate it: `amqp/close.ts` into channel.close or
 * connection.close, `management/http-error.ts` into a status code.
 */
export class BrokerError extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, text: string) {
    super(text);
    this.name = 'BrokerError';
    this.reason = reason;
  }
}
