'use client';

import { Link as LinkIcon, Send, Trash2 } from 'lucide-react';
import { LiveChart } from '@/components/charts/live-chart';
import { PlaceFindings } from '@/components/health/place-findings';
import { Button } from '@/components/ui/button';
import { formatRate } from '@/lib/format';
import { useLive } from '@/lib/live-hooks';
import { meterKey } from '@/lib/live-numbers';
import { liveStore } from '@/lib/live-store';
import { type ExchangeStageNode, nodeId, type StageGraph } from '@/lib/stage-graph';
import { flowOf } from '@/lib/stage-numbers';
import { BindingList } from './binding-list';
import { DetailsLink } from './details-link';
import { askBind, askDelete, canBind, canDelete, publishTo } from './stage-actions';
import { useStageUi } from './stage-ui';
import { Facts, Section, Stat, StatGrid } from './stat';

interface ExchangeInspectorProps {
  readonly vhost: string;
  readonly node: ExchangeStageNode;
  readonly graph: StageGraph;
}

export function ExchangeInspector({ vhost, node, graph }: ExchangeInspectorProps) {
  const { exchange } = node;
  const isReadOnly = useStageUi((state) => state.isReadOnly);
  const edges = [...graph.edges.values()].filter((edge) => edge.kind === 'binding');
  const outgoing = edges.flatMap((edge) => (edge.from === node.name ? edge.bindings : []));
  const incoming = edges.flatMap((edge) =>
    edge.destinationType === 'exchange' && edge.to === node.name ? edge.bindings : [],
  );
  return (
    <>
      <div className="flex flex-wrap gap-2 px-5 pb-4">
        <Button size="sm" variant="primary" disabled={isReadOnly} onClick={() => publishTo(node)}>
          <Send aria-hidden /> Publish
        </Button>
        {canBind(node) && (
          <Button size="sm" disabled={isReadOnly} onClick={() => askBind(node)}>
            <LinkIcon aria-hidden /> Bind
          </Button>
        )}
        {canDelete(node) && (
          <Button size="sm" variant="destructive-ghost" disabled={isReadOnly} onClick={() => askDelete(node)}>
            <Trash2 aria-hidden /> Delete
          </Button>
        )}
      </div>
      <PlaceFindings place={{ kind: 'exchange', vhost, name: node.name }} className="px-5 pb-4" />
      <Section title="Now">
        <StatGrid>
          <Stat label="In" read={() => formatRate(flowOf(node, liveStore.numbers).inPerSecond)} />
          <Stat label="Copies out" read={() => formatRate(flowOf(node, liveStore.numbers).outPerSecond)} />
        </StatGrid>
        <div className="mt-3">
          <LiveChart
            title="Messages a second"
            series={[
              { label: 'in', colour: '--producer', keys: [meterKey.exchangeIn(node.name)], column: 0 },
              {
                label: 'copies out',
                colour: '--exchange',
                isDashed: true,
                keys: [meterKey.exchangeOut(node.name)],
                column: 0,
              },
            ]}
          />
        </div>
      </Section>
      <Section title={`Bindings (${outgoing.length})`}>
        {node.name === '' ? (
          <p className="text-muted-foreground text-sm">
            Every queue is bound to it by its own name. These bindings cannot be changed.
          </p>
        ) : outgoing.length === 0 ? (
          <p className="text-muted-foreground text-sm">
            No bindings: messages published here{' '}
            {exchange.alternateExchange === null ? 'are dropped' : 'go to the alternate exchange'}.
          </p>
        ) : (
          <BindingList bindings={outgoing} show="destination" />
        )}
      </Section>
      {incoming.length > 0 && (
        <Section title={`Bound to (${incoming.length})`}>
          <BindingList bindings={incoming} show="source" />
        </Section>
      )}
      <Section title="Settings" action={<DetailsLink kind="exchange" vhost={vhost} name={node.name} />}>
        <Facts
          facts={[
            ['Type', exchange.type],
            ['Durable', exchange.durable ? 'yes' : 'no'],
            ['Auto-delete', exchange.autoDelete ? 'yes' : 'no'],
            ['Internal', exchange.internal ? 'yes' : 'no'],
            ['Alternate exchange', <Alternate key="ae" exchange={exchange.alternateExchange} />],
          ]}
        />
      </Section>
    </>
  );
}

/** Where messages go that no binding takes; a link when it is there to be seen. */
function Alternate({ exchange }: { readonly exchange: string | null }) {
  const select = useStageUi((state) => state.select);
  const isThere = useLive(({ model }) => exchange !== null && model?.exchanges.has(exchange) === true);
  if (exchange === null) return 'none';
  if (!isThere) return `${exchange} (does not exist: they are dropped)`;
  return (
    <button
      type="button"
      className="rounded-sm font-medium hover:underline"
      onClick={() => select(nodeId.exchange(exchange))}
    >
      {exchange}
    </button>
  );
}
