'use client';

import { Download, Eraser, Link as LinkIcon, Send, SlidersHorizontal, Trash2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { LiveChart } from '@/components/charts/live-chart';
import { PlaceFindings } from '@/components/health/place-findings';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { formatCount, formatDuration, formatPercent, formatRate, plural } from '@/lib/format';
import { meterKey } from '@/lib/live-numbers';
import { liveStore } from '@/lib/live-store';
import type { ConsumerStageNode, QueueStageNode, StageGraph } from '@/lib/stage-graph';
import { flowOf, workWords } from '@/lib/stage-numbers';
import { BindingList } from './binding-list';
import { ConsumerMark } from './consumer-mark';
import { DetailsLink } from './details-link';
import { writeText } from './number-painters';
import { askBind, askDelete, publishTo } from './stage-actions';
import { useNumbers } from './stage-context';
import { useStageUi } from './stage-ui';
import { Facts, Section, Stat, StatGrid } from './stat';

const QueueMessages = dynamic(() => import('./queue-messages').then((module) => module.QueueMessages), { ssr: false });

interface QueueInspectorProps {
  readonly vhost: string;
  readonly node: QueueStageNode;
  readonly graph: StageGraph;
}

export function QueueInspector({ vhost, node, graph }: QueueInspectorProps) {
  const { open, isReadOnly } = useStageUi();
  const bindings = [...graph.edges.values()].flatMap((edge) =>
    edge.kind === 'binding' && edge.destinationType === 'queue' && edge.to === node.name ? edge.bindings : [],
  );
  const consumers = [...graph.nodes.values()].flatMap((other) =>
    other.kind === 'consumer' && other.queue === node.name ? [other] : [],
  );
  return (
    <>
      <div className="flex flex-wrap gap-2 px-5 pb-4">
        <Button size="sm" variant="primary" disabled={isReadOnly} onClick={() => publishTo(node)}>
          <Send aria-hidden /> Publish
        </Button>
        <Button
          size="sm"
          disabled={isReadOnly}
          onClick={() => open({ kind: 'consumer', client: null, queue: node.name })}
        >
          <Download aria-hidden /> Consume
        </Button>
        <Button size="sm" disabled={isReadOnly} onClick={() => askBind(node)}>
          <LinkIcon aria-hidden /> Bind
        </Button>
        <Button
          size="sm"
          variant="destructive-ghost"
          disabled={isReadOnly}
          onClick={() => open({ kind: 'purge', queue: node.name })}
        >
          <Eraser aria-hidden /> Purge
        </Button>
        <Button size="sm" variant="destructive-ghost" disabled={isReadOnly} onClick={() => askDelete(node)}>
          <Trash2 aria-hidden /> Delete
        </Button>
      </div>
      <PlaceFindings place={{ kind: 'queue', vhost, name: node.name }} className="px-5 pb-4" />
      <Section title="Now">
        <QueueStats node={node} />
      </Section>
      <Section title="Messages" action={<DetailsLink kind="messages" vhost={vhost} name={node.name} />}>
        <QueueMessages vhost={vhost} queue={node.name} />
      </Section>
      <Consumers nodes={consumers} />
      <Section title={`Bindings (${bindings.length})`}>
        <BindingList bindings={bindings} show="source" />
        <p className="text-muted-foreground text-xs">The default exchange also reaches it by its name.</p>
      </Section>
      <Settings vhost={vhost} node={node} />
    </>
  );
}

function Consumers({ nodes }: { readonly nodes: readonly ConsumerStageNode[] }) {
  const select = useStageUi((state) => state.select);
  return (
    <Section title={`Consumers (${nodes.length})`}>
      {nodes.length === 0 ? (
        <p className="text-muted-foreground text-sm">Nobody consumes: messages wait here.</p>
      ) : (
        <ul className="flex flex-col gap-1 text-sm">
          {nodes.map((consumer) => (
            <li key={consumer.id} className="flex items-center gap-1.5">
              <button
                type="button"
                className="rounded-sm font-medium hover:underline"
                onClick={() => select(consumer.id)}
              >
                {consumer.name}
              </button>
              <ConsumerMark state={consumer.state} />
              <ConsumerWork node={consumer} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Settings({ vhost, node }: { readonly vhost: string; readonly node: QueueStageNode }) {
  const { queue } = node;
  const { open, isReadOnly } = useStageUi();
  return (
    <Section title="Settings" action={<DetailsLink kind="queue" vhost={vhost} name={node.name} />}>
      <Facts
        facts={[
          ['Type', queue.type],
          ['Durable', queue.durable ? 'yes' : 'no'],
          ['Auto-delete', queue.autoDelete ? 'yes' : 'no'],
          ['Exclusive', queue.exclusive ? 'yes' : 'no'],
          ...(queue.isPaused ? [['State', 'paused: it gives no messages'] as const] : []),
          ...(queue.maxLength === null ? [] : [['At most', plural(queue.maxLength, 'message')] as const]),
        ]}
      />
      <Button
        size="sm"
        className="mt-3"
        disabled={isReadOnly}
        onClick={() => open({ kind: 'redeclare', queue: node.name })}
      >
        <SlidersHorizontal aria-hidden /> Change arguments
      </Button>
      {queue.features.length > 0 && (
        <div className="mt-3 flex flex-wrap gap-1.5">
          {queue.features.map((name) => (
            <Badge key={name} mono tone="outline">
              {name}
            </Badge>
          ))}
        </div>
      )}
    </Section>
  );
}

function QueueStats({ node }: { readonly node: QueueStageNode }) {
  const { numbers } = liveStore;
  const { maxLength } = node.queue;
  const depth = `depth\u0000${node.name}`;
  return (
    <>
      <StatGrid>
        <Stat
          label="Ready"
          mark={<span className="size-2 rounded-full bg-queue" />}
          read={() => formatCount(numbers.queue(node.name).ready)}
        />
        <Stat
          label="Unacked"
          mark={<span className="size-2 rounded-full border-2 border-unacked" />}
          read={() => formatCount(numbers.queue(node.name).unacked)}
        />
        <Stat label="Oldest" read={() => ageText(node.name)} />
        {maxLength !== null && (
          <Stat
            label="Full"
            read={() => formatPercent(Math.min(1, numbers.queue(node.name).ready / Math.max(1, maxLength)))}
          />
        )}
        <Stat label="In" read={() => formatRate(flowOf(node, numbers).inPerSecond)} />
        <Stat label="Out" read={() => formatRate(flowOf(node, numbers).outPerSecond)} />
      </StatGrid>
      <PriorityLanes queue={node.name} />
      <div className="mt-3 flex flex-col gap-4">
        <LiveChart
          title="Messages"
          series={[
            { label: 'ready', colour: '--queue', keys: [depth], column: 0 },
            { label: 'unacked', colour: '--unacked', isDashed: true, keys: [depth], column: 1 },
          ]}
        />
        <LiveChart
          title="Messages a second"
          series={[
            { label: 'in', colour: '--producer', keys: [meterKey.queueIn(node.name)], column: 0 },
            { label: 'out', colour: '--consumer', isDashed: true, keys: [meterKey.queueOut(node.name)], column: 0 },
          ]}
        />
      </div>
    </>
  );
}

function ageText(queue: string): string {
  const age = liveStore.numbers.oldestAge(queue);
  return age === null ? '–' : formatDuration(age);
}

function ConsumerWork({ node }: { readonly node: ConsumerStageNode }) {
  const text = useRef<HTMLSpanElement>(null);
  useNumbers(() => writeText(text.current, workWords(node, liveStore.numbers).join(', ')));
  return <span ref={text} className="ml-auto text-muted-foreground text-xs" />;
}

/** How many messages wait of each priority, the one that leaves first on top. */
function PriorityLanes({ queue }: { readonly queue: string }) {
  const [lanes, setLanes] = useState(liveStore.numbers.queue(queue).priorities);
  useNumbers(() => setLanes(liveStore.numbers.queue(queue).priorities));
  if (lanes === null || lanes.length === 0) return null;
  const most = Math.max(...lanes.map(([, ready]) => ready));
  return (
    <ul aria-label="Ready by priority" className="mt-3 flex flex-col gap-1 text-xs">
      {lanes.map(([level, ready]) => (
        <li key={level} className="grid grid-cols-[4.5rem_minmax(0,1fr)_3rem] items-center gap-2">
          <span className="text-muted-foreground">priority {level}</span>
          <span aria-hidden className="h-2 rounded-full bg-queue" style={{ width: `${(100 * ready) / most}%` }} />
          <span className="text-right font-medium">{formatCount(ready)}</span>
        </li>
      ))}
    </ul>
  );
}
