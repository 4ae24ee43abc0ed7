'use client';

import { Plus } from 'lucide-react';
import { LiveChart } from '@/components/charts/live-chart';
import { Button } from '@/components/ui/button';
import { exchangeLabel } from '@/lib/amqp-names';
import { formatRate } from '@/lib/format';
import { meterKey } from '@/lib/live-numbers';
import { liveStore } from '@/lib/live-store';
import type { StageEdge, StageGraph } from '@/lib/stage-graph';
import { describeEdge, edgeRate } from '@/lib/stage-numbers';
import { BindingList } from './binding-list';
import { useStageUi } from './stage-ui';
import { Section, Stat, StatGrid } from './stat';

const kinds = {
  publish: 'Publishing',
  binding: 'Binding',
  consume: 'Consuming',
  alternate: 'Alternate exchange',
  bundle: 'Lines of a folded frame',
  reply: 'Replies',
  'dead-letter': 'Dead letters',
} as const;

export function edgeTitle(edge: StageEdge, graph: StageGraph): { title: string; kind: string } {
  const name = (id: string) => {
    const node = graph.nodes.get(id);
    return node?.kind === 'exchange' ? exchangeLabel(node.name) : (node?.name ?? id);
  };
  return { title: `${name(edge.source)} → ${name(edge.target)}`, kind: kinds[edge.kind] };
}

interface EdgeInspectorProps {
  readonly edge: StageEdge;
  readonly graph: StageGraph;
}

export function EdgeInspector({ edge, graph }: EdgeInspectorProps) {
  const { open, isReadOnly } = useStageUi();
  return (
    <>
      <p className="px-5 pb-4 text-muted-foreground text-sm">{describeEdge(edge, graph)}.</p>
      {edge.kind === 'binding' && (
        <Section
          title={edge.bindings.length === 0 ? 'Implicit' : `Keys (${edge.bindings.length})`}
          action={
            edge.from === '' ? null : (
              <Button
                size="sm"
                disabled={isReadOnly}
                onClick={() =>
                  open({ kind: 'bind', source: edge.from, destination: edge.to, destinationType: edge.destinationType })
                }
              >
                <Plus aria-hidden /> Add a key
              </Button>
            )
          }
        >
          {edge.bindings.length === 0 ? (
            <p className="text-muted-foreground text-sm">
              The default exchange reaches every queue by its name. This cannot be unbound.
            </p>
          ) : (
            <BindingList bindings={edge.bindings} show="none" />
          )}
        </Section>
      )}
      {edge.kind === 'dead-letter' ? (
        <p className="border-t px-5 py-4 text-muted-foreground text-sm">
          A message dies when it is rejected or negatively acknowledged without requeue, when its time to live is over,
          or when the queue is full. The queue&rsquo;s arguments or a policy say where it goes then.
        </p>
      ) : (
        <Section title="Now">
          <StatGrid>
            <Stat label="Messages" read={() => formatRate(edgeRate(edge, liveStore.numbers))} />
          </StatGrid>
          <div className="mt-3">
            <LiveChart
              title="Messages a second"
              series={[{ label: 'passing', colour: '--exchange', keys: seriesOf(edge), column: 0 }]}
            />
          </div>
        </Section>
      )}
    </>
  );
}

function seriesOf(edge: StageEdge): string[] {
  switch (edge.kind) {
    case 'publish':
      return edge.channels.map((channel) => meterKey.publish(channel, edge.exchange));
    case 'consume':
      return edge.members.map(({ channel, consumerTag }) => meterKey.deliver(channel, consumerTag));
    case 'binding':
      return [meterKey.route(edge.from, edge.destinationType, edge.to)];
    case 'alternate':
      return [meterKey.route(edge.from, 'exchange', edge.to)];
    case 'bundle':
      return edge.edges.flatMap(seriesOf);
    case 'reply':
      return edge.routes.map((route) => meterKey.reply(route));
    case 'dead-letter':
      return [];
  }
}
