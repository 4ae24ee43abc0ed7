import type { User } from '@/server/broker/user';
import type { Access, Management } from './call';
import { HttpError, notAuthorized } from './http-error';
import type { ManagementRequest } from './request';

/** Sent with every refusal to sign in, as HTTP asks. */
export const CHALLENGE = { 'www-authenticate': 'Basic realm="RabbitMQ Management"' } as const;

/** The request needs other credentials. */
export class NotAuthenticated extends HttpError {
  constructor(reason: string) {
    super(401, 'not_authorized', reason);
  }
}

const MANAGEMENT_TAGS = ['management', 'policymaker', 'monitoring', 'administrator'];

export function isAdministrator(user: User): boolean {
  return user.tags.includes('administrator');
}

export function isMonitor(user: User): boolean {
  return user.tags.includes('monitoring') || isAdministrator(user);
}

/** Finds out who asks (RFC 7617). Throws NotAuthenticated. */
export function authenticate({ broker }: Management, { headers, peer }: ManagementRequest): User {
  const credentials = readBasic(headers['authorization']);
  if (!credentials) throw new NotAuthenticated('HTTP access denied: no credentials');
  const user = broker.access.authenticate(credentials.name, credentials.password);
  if (!user) throw new NotAuthenticated('Not_Authorized');
  if (!broker.access.mayConnectFrom(user, peer)) throw new NotAuthenticated('User can only log in via localhost');
  if (!user.tags.some((tag) => MANAGEMENT_TAGS.includes(tag))) throw notAuthorized('Not management user');
  return user;
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
export function authorize({ broker }: Management, user: User, { access, vhost }: Wish): void {
  if (access === 'administrator' && !isAdministrator(user)) throw notAuthorized('Not administrator user');
  if (access === 'monitoring' && !isMonitor(user)) throw notAuthorized('Not monitor user');
  if (access !== 'vhost' || vhost === undefined || !broker.vhosts.has(vhost)) return;
  if (!isAdministrator(user) && !user.permissions.has(vhost)) {
    throw notAuthorized('User not authorised to access virtual host');
  }
}
