import type { User } from '@/server/broker/user';
import type { VHost } from '@/server/broker/vhost';
import { isAdministrator, isMonitor } from './auth';
import { type Call, vhostOf } from './call';
import { notAuthorized } from './http-error';

/** The vhosts whose objects a list shows: the one of the path, or all that the user may use. */
export function listedVHosts(call: Call): readonly VHost[] {
  if (call.params['vhost'] !== undefined) return [vhostOf(call)];
  const all = [...call.broker.vhosts.values()];
  return isAdministrator(call.user) ? all : all.filter((vhost) => call.user.permissions.has(vhost.name));
}

/** The vhosts that a user may know of: monitoring users see all. */
export function visibleVHosts(call: Call): readonly VHost[] {
  const all = [...call.broker.vhosts.values()];
  return isMonitor(call.user) ? all : all.filter((vhost) => call.user.permissions.has(vhost.name));
}

/** Connections, channels and consumers belong to a user; only monitoring users see those of others. */
export function seesClientsOf(call: Call, owner: Pick<User, 'name'>): boolean {
  return isMonitor(call.user) || owner.name === call.user.name;
}

export function assertSeesClientsOf(call: Call, owner: User): void {
  if (!seesClientsOf(call, owner)) throw notAuthorized('User not authorised to access object');
}
