import type {
  Binding,
  BindingDeclaration,
  Channel,
  Connection,
  ConsumerDetails,
  DestinationType,
  Exchange,
  ExchangeDeclaration,
  GetBody,
  GotMessage,
  PublishBody,
  PublishReply,
  Queue,
  QueueDeclaration,
  QueueDetails,
  SessionUser,
  UnroutableLog,
  VHost,
  VHostDeclaration,
} from './management-api';
import { pageRequest } from './page-request';

/** A refusal of the broker, or `status` 0 when it could not be reached. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly error: string;
  readonly reason: string;
  /** The answer as JSON; null when it was none. */
  readonly body: unknown;

  constructor({ status, error, reason, body }: { status: number; error: string; reason: string; body?: unknown }) {
    super(reason || error);
    this.status = status;
    this.error = error;
    this.reason = reason;
    this.body = body ?? null;
  }
}

export interface RequestOptions {
  readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Sends one request to our own origin and answers with its JSON, or `null` when there is no body. */
export async function request<T>(
  path: string,
  { method = 'GET', body, headers, signal }: RequestOptions = {},
): Promise<T> {
  const init: RequestInit = {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'GET' ? {} : { 'x-warren-request': '1' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  };
  let response: Response;
  try {
    response = await ((method === 'GET' && pageRequest()?.get(path)) || fetch(path, init));
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new ApiError({ status: 0, error: 'unreachable', reason: 'The broker does not answer.' });
  }
  const text = await response.text();
  if (!response.ok) throw toApiError(response, text);
  return (text === '' ? null : JSON.parse(text)) as T;
}

function toApiError(response: Response, text: string): ApiError {
  const status = response.status;
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) {
      const { error, reason } = body as { error?: unknown; reason?: unknown };
      return new ApiError({ status, error: asText(error), reason: asText(reason), body });
    }
  } catch {
    // Not JSON: a proxy or the HTTP server itself answered.
  }
  return new ApiError({ status, error: response.statusText, reason: text.length < 300 ? text : '' });
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? '' : JSON.stringify(value);
}

const segment = encodeURIComponent;

/** The default exchange has no name; in a path RabbitMQ calls it `amq.default`. */
function exchangeSegment(name: string): string {
  return name === '' ? 'amq.default' : segment(name);
}

function bindingPath({ vhost, source, destination, destinationType }: BindingPlace): string {
  const kind = destinationType === 'queue' ? 'q' : 'e';
  return `/api/bindings/${segment(vhost)}/e/${exchangeSegment(source)}/${kind}/${exchangeSegment(destination)}`;
}

export interface BindingPlace {
  readonly vhost: string;
  readonly source: string;
  readonly destination: string;
  readonly destinationType: DestinationType;
}

export interface EntityRef {
  readonly vhost: string;
  readonly name: string;
}

// Session

/** Fails with 401 when nobody is signed in, as any other request does then. */
export async function getSession(signal?: AbortSignal): Promise<SessionUser> {
  const user = await request<SessionUser | null>('/session', { signal });
  if (user === null) throw new ApiError({ status: 401, error: 'not_authorized', reason: 'Nobody is signed in.' });
  return user;
}

export function signIn(credentials: { readonly username: string; readonly password: string }): Promise<null> {
  return request('/session', { method: 'POST', body: credentials });
}

export function signOut(): Promise<null> {
  return request('/session', { method: 'DELETE' });
}

// Virtual hosts

export function listVHosts(signal?: AbortSignal): Promise<readonly VHost[]> {
  return request('/api/vhosts', { signal });
}

export function putVHost(name: string, body: VHostDeclaration): Promise<null> {
  return request(`/api/vhosts/${segment(name)}`, { method: 'PUT', body });
}

export function deleteVHost(name: string): Promise<null> {
  return request(`/api/vhosts/${segment(name)}`, { method: 'DELETE' });
}

// Exchanges

export function listExchanges(vhost: string, signal?: AbortSignal): Promise<readonly Exchange[]> {
  return request(`/api/exchanges/${segment(vhost)}`, { signal });
}

/** Messages for which an exchange found no queue. */
export function listUnroutable({ vhost, name }: EntityRef, signal?: AbortSignal): Promise<UnroutableLog> {
  return request(`/api/exchanges/${segment(vhost)}/${exchangeSegment(name)}/unroutable`, { signal });
}

export function getExchange({ vhost, name }: EntityRef, signal?: AbortSignal): Promise<Exchange> {
  return request(`/api/exchanges/${segment(vhost)}/${exchangeSegment(name)}`, { signal });
}

export function putExchange({ vhost, name }: EntityRef, body: ExchangeDeclaration): Promise<null> {
  return request(`/api/exchanges/${segment(vhost)}/${segment(name)}`, { method: 'PUT', body });
}

export function deleteExchange({ vhost, name }: EntityRef, options: { ifUnused?: boolean } = {}): Promise<null> {
  const query = options.ifUnused ? '?if-unused=true' : '';
  return request(`/api/exchanges/${segment(vhost)}/${segment(name)}${query}`, { method: 'DELETE' });
}

export function listExchangeBindings(
  { vhost, name }: EntityRef,
  end: 'source' | 'destination',
  signal?: AbortSignal,
): Promise<readonly Binding[]> {
  return request(`/api/exchanges/${segment(vhost)}/${exchangeSegment(name)}/bindings/${end}`, { signal });
}

export function publish({ vhost, name }: EntityRef, body: PublishBody): Promise<PublishReply> {
  return request(`/api/exchanges/${segment(vhost)}/${exchangeSegment(name)}/publish`, { method: 'POST', body });
}

// Queues

const queueColumns = [
  'name',
  'vhost',
  'type',
  'durable',
  'auto_delete',
  'exclusive',
  'arguments',
  'state',
  'policy',
  'messages',
  'messages_ready',
  'messages_unacknowledged',
  'fates',
  'consumers',
  'message_stats.publish_details.rate',
  'message_stats.deliver_get_details.rate',
  'message_stats.ack_details.rate',
].join(',');

export const queueListQuery = `columns=${queueColumns}`;

export function listQueues(vhost: string, signal?: AbortSignal): Promise<readonly Queue[]> {
  return request(`/api/queues/${segment(vhost)}?${queueListQuery}`, { signal });
}

export function getQueue({ vhost, name }: EntityRef, signal?: AbortSignal): Promise<QueueDetails> {
  return request(`/api/queues/${segment(vhost)}/${segment(name)}`, { signal });
}

export function putQueue({ vhost, name }: EntityRef, body: QueueDeclaration): Promise<null> {
  return request(`/api/queues/${segment(vhost)}/${segment(name)}`, { method: 'PUT', body });
}

/** What was kept of a deleted queue's messages. */
export interface KeptMessages {
  readonly undo: string | null;
  readonly kept: number;
}

/** Answers with what was kept when that was asked for, else with null. */
export function deleteQueue(
  { vhost, name }: EntityRef,
  options: { ifUnused?: boolean; ifEmpty?: boolean; keepMessages?: boolean } = {},
): Promise<KeptMessages | null> {
  const query = new URLSearchParams();
  if (options.ifUnused) query.set('if-unused', 'true');
  if (options.ifEmpty) query.set('if-empty', 'true');
  if (options.keepMessages) query.set('keep-messages', 'true');
  const suffix = query.size > 0 ? `?${query}` : '';
  return request(`/api/queues/${segment(vhost)}/${segment(name)}${suffix}`, { method: 'DELETE' });
}

export function purgeQueue({ vhost, name }: EntityRef): Promise<null> {
  return request(`/api/queues/${segment(vhost)}/${segment(name)}/contents`, { method: 'DELETE' });
}

export function listQueueBindings({ vhost, name }: EntityRef, signal?: AbortSignal): Promise<readonly Binding[]> {
  return request(`/api/queues/${segment(vhost)}/${segment(name)}/bindings`, { signal });
}

export function getMessages({ vhost, name }: EntityRef, body: GetBody): Promise<readonly GotMessage[]> {
  return request(`/api/queues/${segment(vhost)}/${segment(name)}/get`, { method: 'POST', body });
}

// Bindings

export function postBinding(place: BindingPlace, body: BindingDeclaration): Promise<null> {
  return request(bindingPath(place), { method: 'POST', body });
}

export function deleteBinding(place: BindingPlace, propertiesKey: string): Promise<null> {
  return request(`${bindingPath(place)}/${segment(propertiesKey)}`, { method: 'DELETE' });
}

// Connections

export function listConnections(signal?: AbortSignal): Promise<readonly Connection[]> {
  return request('/api/connections', { signal });
}

export function getConnection(name: string, signal?: AbortSignal): Promise<Connection> {
  return request(`/api/connections/${segment(name)}`, { signal });
}

export function listConnectionChannels(name: string, signal?: AbortSignal): Promise<readonly Channel[]> {
  return request(`/api/connections/${segment(name)}/channels`, { signal });
}

export function listChannels(vhost: string, signal?: AbortSignal): Promise<readonly Channel[]> {
  return request(`/api/vhosts/${segment(vhost)}/channels`, { signal });
}

export function listConsumers(vhost: string, signal?: AbortSignal): Promise<readonly ConsumerDetails[]> {
  return request(`/api/consumers/${segment(vhost)}`, { signal });
}

export function closeConnection(name: string, reason: string): Promise<null> {
  // A header carries Latin-1 only.
  const headers = reason === '' ? {} : { 'x-reason': reason.replace(/[^\x20-\x7e\xa0-\xff]/g, '?') };
  return request(`/api/connections/${segment(name)}`, { method: 'DELETE', headers });
}
