import type { Broker } from '@/server/broker/broker';
import { Session } from '@/server/broker/session';
import type { User } from '@/server/broker/user';
import type { VHost } from '@/server/broker/vhost';
import type { BodySchema } from './body-schema';
import { HttpError, objectNotFound } from './http-error';
import type { Meters } from './meters';
import type { ManagementOptions, ManagementRequest, ManagementResponse } from './request';

/** What stays the same over all requests. */
export interface Management {
  readonly broker: Broker;
  readonly options: ManagementOptions;
  readonly meters: Meters;
}

/** One request on its way through the API. */
export interface Call extends Management {
  readonly request: ManagementRequest;
  readonly query: URLSearchParams;
  /** The variable parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly user: User;
}

/**
 * Who may call: everybody; those with a management tag; those who may use the vhost of the path, or monitor it too; those
 * with a higher tag. A policymaker makes policies where the policymaker has permissions.
 */
export type Access = 'open' | 'management' | 'vhost' | 'visible-vhost' | 'monitoring' | 'policymaker' | 'administrator';

export type Handler = (call: Call) => ManagementResponse | Promise<ManagementResponse>;

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

export type Methods = Partial<Readonly<Record<Method, Handler>>>;

export interface Route {
  /** Segments after `/api/`; those that start with a colon are variable. */
  readonly path: string;
  readonly access: Access;
  /** For PUT, POST and DELETE, where they need more than GET. */
  readonly writeAccess?: Access;
  readonly methods: Methods;
  /** What the bodies of the methods that have one may be; the handlers validate by them. */
  readonly bodies?: Partial<Readonly<Record<Method, BodySchema>>>;
}

export function param(call: Call, name: string): string {
  return call.params[name] as string;
}

/** The exchange of the path; the default exchange has no name, and paths call it `amq.default`. */
export function exchangeParam(call: Call, name: string): string {
  const value = param(call, name);
  return value === 'amq.default' ? '' : value;
}

/** The vhost of the path. */
export function vhostOf(call: Call): VHost {
  const vhost = call.broker.vhosts.get(param(call, 'vhost'));
  if (vhost) return vhost;
  const { method } = call.request;
  throw method === 'PUT' || method === 'POST' ? new HttpError(404, 'not_found', 'vhost_not_found') : objectNotFound();
}

/** The user at work in the vhost of the path. */
export function sessionOf(call: Call): Session {
  return new Session(call.broker, vhostOf(call), call.user, null);
}

/** Throws RabbitMQ's 404 when there is nothing. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw objectNotFound();
  return value;
}

/** Whether a query parameter is `true`. */
export function flag(call: Call, name: string): boolean {
  return call.query.get(name) === 'true';
}
