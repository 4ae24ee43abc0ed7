import { BrokerError } from '@/server/broker/errors';
import { json } from './reply';
import type { ManagementResponse } from './request';

/** A request that is answered with an error: RabbitMQ's `{"error": ..., "reason": ...}`. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly error: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, error: string, reason: string, headers: Readonly<Record<string, string>> = {}) {
    super(reason);
    this.status = status;
    this.error = error;
    this.headers = headers;
  }
}

export function badRequest(reason: string): HttpError {
  return new HttpError(400, 'bad_request', reason);
}

/** RabbitMQ's answer to a path that names nothing. */
export function objectNotFound(): HttpError {
  return new HttpError(404, 'Object Not Found', 'Not Found');
}

export function notAuthorized(reason: string): HttpError {
  return new HttpError(401, 'not_authorized', reason);
}

/** The one place where a failure becomes a response; null when it is not an answer to the client but our own fault. */
export function failureResponse(failure: unknown): ManagementResponse | null {
  const known = failure instanceof BrokerError ? fromBroker(failure) : failure;
  if (!(known instanceof HttpError)) return null;
  const response = json(known.status, { error: known.error, reason: known.message });
  return { ...response, headers: { ...response.headers, ...known.headers } };
}

function fromBroker(failure: BrokerError): HttpError {
  switch (failure.reason) {
    case 'not-found':
      return new HttpError(404, 'not_found', failure.message);
    case 'access-refused':
    case 'not-allowed':
      // RabbitMQ says only `Access refused.`; whoever is signed in may know which permission is missing.
      return notAuthorized(`Access refused. ${failure.message}`);
    default:
      return badRequest(failure.message);
  }
}
