import { exchangeTypes } from '@/server/broker/exchange-types';
import type { ManagementOptions } from '@/server/management/request';

/** What overview and node tell alike of the broker's abilities. */

export const RATES_MODE = 'basic';

export function exchangeTypesView() {
  return [...exchangeTypes.values()].map(({ name, description }) => ({ name, description, enabled: true }));
}

export function contextsView({ listeners, nodeName, product }: ManagementOptions) {
  return listeners()
    .filter(({ protocol }) => protocol.startsWith('http'))
    .map(({ host, port }) => ({
      node: nodeName,
      description: `${product} Management`,
      path: '/',
      ip: host,
      port: String(port),
      ssl_opts: [],
      cowboy_opts: '[]',
    }));
}
