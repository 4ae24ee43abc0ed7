import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { vhostKey } from '@/components/session/vhost-queries';
import { request } from '@/lib/api-client';
import { edgeId, nodeId } from '@/lib/stage-graph';
import type { Route, WhatIf } from './stage-ui';

/** A dry run of the broker's own router, as `POST /api/exchanges/:vhost/:exchange/explain` tells it. */
export interface Explanation {
  /** The message that it is about: while the next one is asked for, this one is still shown. */
  readonly whatIf: WhatIf;
  readonly routed: boolean;
  readonly queues: readonly string[];
  /** In the order in which the message comes to them. */
  readonly exchanges: readonly ExplainedExchange[];
}

export interface ExplainedExchange {
  readonly exchange: string;
  readonly type: string;
  readonly reached_by:
    | { readonly kind: 'publisher' }
    | { readonly kind: 'alternate_exchange'; readonly of: string }
    | { readonly kind: 'binding'; readonly source: string; readonly routing_key: string };
  /** The queue that the default exchange found by its name. */
  readonly queue: string | null;
  readonly alternate_exchange: { readonly name: string; readonly exists: boolean } | null;
  readonly binding_count: number;
  readonly bindings: readonly ExplainedBinding[];
}

export interface ExplainedBinding {
  readonly destination: string;
  readonly destination_type: 'queue' | 'exchange';
  readonly routing_key: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly properties_key: string;
  readonly matched: boolean;
  readonly why: string;
}

export function explainQuery(vhost: string, whatIf: WhatIf) {
  const { exchange, routingKey, headers } = whatIf;
  const place = exchange === '' ? 'amq.default' : encodeURIComponent(exchange);
  return queryOptions({
    queryKey: [...vhostKey(vhost), 'explain', exchange, routingKey, headers],
    queryFn: async ({ signal }): Promise<Explanation> => {
      const path = `/api/exchanges/${encodeURIComponent(vhost)}/${place}/explain`;
      const body = { routing_key: routingKey, properties: { headers } };
      return { ...(await request<Omit<Explanation, 'whatIf'>>(path, { method: 'POST', body, signal })), whatIf };
    },
    placeholderData: keepPreviousData,
    staleTime: 1_000,
    retry: false,
  });
}

/** The nodes and edges of the stage that the message would touch. */
export function routeOf({ exchanges, queues }: Explanation): Route {
  const nodes = new Set(queues.map(nodeId.queue));
  const edges = new Set<string>();
  for (const { exchange, bindings, queue, alternate_exchange: alternate } of exchanges) {
    nodes.add(nodeId.exchange(exchange));
    for (const { matched, destination, destination_type: type } of bindings) {
      if (matched) edges.add(edgeId.binding(exchange, type, destination));
    }
    if (queue !== null) edges.add(edgeId.binding(exchange, 'queue', queue));
    if (alternate?.exists === true) edges.add(edgeId.alternate(exchange, alternate.name));
  }
  return { nodes, edges };
}
