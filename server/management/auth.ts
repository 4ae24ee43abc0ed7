import type { User } from '@/server/broker/user';
import type { Access, Management } from './call';
import { HttpError, notAuthorized } from './http-error';
import type { ManagementRequest } from './request';

/** Sent with every refusal to sign in, as HTTP asks. */
const CHALLENGE = { 'www-authenticate': 'Basic realm="RabbitMQ Management"' } as const;

/** The request needs other credentials. */
function notAuthenticated(reason: string): HttpError {
  return new HttpError(401, 'not_authorized', reason, CHALLENGE);
}

const MANAGEMENT_TAGS = ['management', 'policymaker', 'monitoring', 'administrator'];

export function isAdministrator(user: User): boolean {
  return user.tags.includes('administrator');
}

function isPolicymaker(user: User): boolean {
  return user.tags.includes('policymaker') || isAdministrator(user);
}

export function isMonitor(user: User): boolean {
  return user.tags.includes('monitoring') || isAdministrator(user);
}

/** Finds out who asks (RFC 7617). Throws an HttpError. */
export function authenticate({ broker }: Pick<Management, 'broker'>, { headers, peer }: ManagementRequest): User {
  const credentials = readBasic(headers['authorization']);
  if (!credentials) throw notAuthenticated('HTTP access denied: no credentials');
  const outcome = broker.access.signIn(credentials, { address: peer, protocol: 'http' });
  switch (outcome.kind) {
    case 'accepted':
      break;
    case 'refused':
      throw notAuthenticated('Not_Authorized');
    case 'not-local':
      throw notAuthenticated('User can only log in via localhost');
    case 'waiting':
      throw tooManyRequests(outcome.seconds);
  }
  const { user } = outcome;
  if (!user.tags.some((tag) => MANAGEMENT_TAGS.includes(tag))) throw notAuthorized('Not management user');
  return user;
}

function tooManyRequests(seconds: number): HttpError {
  const reason = `Too many failed logins. Try again in ${seconds} seconds.`;
  return new HttpError(429, 'too_many_requests', reason, { 'retry-after': String(seconds) });
}

function readBasic(header: string | undefined): { readonly name: string; readonly password: string } | null {
  const encoded = /^basic +([a-z0-9+/=_-]+) *$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? null : { name: text.slice(0, colon), password: text.slice(colon + 1) };
}

interface Wish {
  readonly access: Access;
  /** The vhost of the path, if it names one. */
  readonly vhost: string | undefined;
}

/** Throws unless the user may call a route of this access. A missing vhost is no secret: the handler says so. */
export function authorize({ broker }: Pick<Management, 'broker'>, user: User, { access, vhost }: Wish): void {
  const isAtHome = vhost === undefined || !broker.vhosts.has(vhost) || user.permissions.has(vhost);
  const reason = refusal(access, user, isAtHome);
  if (reason !== null) throw notAuthorized(reason);
}

/** RabbitMQ's words. `isAtHome` says that the user has permissions in the vhost of the path. */
function refusal(access: Access, user: User, isAtHome: boolean): string | null {
  if (isAdministrator(user)) return null;
  switch (access) {
    case 'open':
    case 'management':
      return null;
    case 'vhost':
      return isAtHome ? null : 'User not authorised to access virtual host';
    case 'visible-vhost':
      return isAtHome || isMonitor(user) ? null : 'User not authorised to access virtual host';
    case 'monitoring':
      return isMonitor(user) ? null : 'Not monitor user';
    case 'policymaker':
      return isPolicymaker(user) && isAtHome ? null : 'User not authorised to access object';
    case 'administrator':
      return 'Not administrator user';
  }
}
