import { isLoopback } from '@/server/broker/access';
import type { Broker } from '@/server/broker/broker';
import type { Log } from '@/server/log';

const GUEST = 'guest';

/** Warns when somebody elsewhere can sign in with the name and the password that everybody knows. */
export function warnOfGuest(broker: Broker, hosts: readonly string[], log: Log): void {
  const open = hosts.filter((host) => host !== 'localhost' && !isLoopback(host));
  if (open.length === 0 || broker.options.loopbackUsers.includes(GUEST)) return;
  if (broker.access.authenticate(GUEST, GUEST) === null) return;
  log(
    'warn',
    `anybody who reaches ${[...new Set(open)].join(' or ')} can sign in as guest with the password guest: change it, or keep ` +
      'guest to this machine with --loopback-users guest',
  );
}
