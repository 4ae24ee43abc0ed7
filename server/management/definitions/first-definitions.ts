import type { Broker } from '@/server/broker/broker';
import type { Body } from '@/server/management/body';
import { importDefinitions, tally } from './import';

export interface FirstUser {
  readonly name: string;
  readonly password: string;
  readonly vhost: string;
}

/**
 * Fills a broker in which there is nothing yet: from definitions, or else with the first user and the first vhost.
 * Definitions that have users or vhosts of their own replace those (RabbitMQ), so that guest is not let in by the way.
 * Returns what was done, for the log. Throws an Error that says what is wrong with the definitions.
 */
export async function loadFirstDefinitions(broker: Broker, definitions: unknown, first: FirstUser): Promise<string> {
  if (!isFilled(definitions, 'vhosts')) broker.addVHost(first.vhost, 'Default virtual host');
  const user = isFilled(definitions, 'users')
    ? null
    : broker.access.addUser(first.name, first.password, ['administrator']);
  const plan = definitions === null ? [] : await importDefinitions(broker, definitions, null);
  if (user !== null && broker.vhosts.has(first.vhost) && !user.permissions.has(first.vhost)) {
    broker.access.setPermission(user, first.vhost, { configure: '.*', write: '.*', read: '.*' });
  }
  const { create, change, skip } = tally(plan);
  return `${create} definitions created, ${change} changed, ${skip} passed over`;
}

function isFilled(definitions: unknown, key: string): boolean {
  if (typeof definitions !== 'object' || definitions === null) return false;
  const list = (definitions as Body)[key];
  return Array.isArray(list) && list.length > 0;
}
