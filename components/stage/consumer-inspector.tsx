'use client';

import { LiveChart } from '@/components/charts/live-chart';
import { HeldMessageCard } from '@/components/playground/held-message-card';
import { formatCount, formatMs, formatPercent, formatRate } from '@/lib/format';
import type { PlaygroundClient } from '@/lib/live-events';
import { meterKey } from '@/lib/live-numbers';
import { liveStore } from '@/lib/live-store';
import type { Work } from '@/lib/live-work';
import type { ConsumerStageNode } from '@/lib/stage-graph';
import { consumerStates, flowOf, heldBy } from '@/lib/stage-numbers';
import { ClientSection } from './client-section';
import { ConnectionFacts } from './connection-facts';
import { Counted } from './producer-inspector';
import { Facts, Section, Stat, StatGrid } from './stat';

export function ConsumerInspector({ vhost, node }: { readonly vhost: string; readonly node: ConsumerStageNode }) {
  const { client, members } = node;
  const [first] = members;
  return (
    <>
      <ClientSection node={node} />
      {client !== null && node.byHand && <HeldMessages client={client} />}
      <Section title="Now">
        <StatGrid>
          <Stat label="Receives" read={() => formatRate(flowOf(node, liveStore.numbers).inPerSecond)} />
          {!node.noAck && <Stat label="Holds" read={() => formatCount(heldBy(node, liveStore.numbers))} />}
          {!node.noAck && <Stat label="Time a job" read={() => workText(node, 'msPerJob', formatMs)} />}
          {!node.noAck && <Stat label="Refused" read={() => workText(node, 'failed', formatPercent)} />}
          {client !== null && <Counted label="Received" count={client.received} />}
          {client !== null && <Counted label="Settled" count={client.settled} />}
        </StatGrid>
        <div className="mt-3">
          <LiveChart
            title="Messages a second"
            series={[
              {
                label: 'received',
                colour: '--consumer',
                keys: members.map(({ channel, consumerTag }) => meterKey.deliver(channel, consumerTag)),
                column: 0,
              },
            ]}
          />
        </div>
      </Section>
      <Section title="Settings">
        <Facts
          facts={[
            ['Queue', node.queue],
            ...(node.state === 'running' ? [] : [['State', consumerStates[node.state]] as const]),
            ['Acknowledge', ackText(node)],
            ['Prefetch count', node.prefetchCount === 0 ? 'no limit' : formatCount(node.prefetchCount)],
            ...(client?.spec.kind === 'consumer' && client.spec.ackMode === 'after-processing'
              ? [['Processing time', `${client.spec.processingMs} ms`] as const]
              : []),
            ...(first === undefined || members.length > 1
              ? []
              : ([
                  [
                    'Consumer tag',
                    <code key="tag" className="font-mono text-xs">
                      {first.consumerTag}
                    </code>,
                  ],
                  ['Priority', String(first.priority)],
                  ['Exclusive', first.exclusive ? 'yes' : 'no'],
                ] as const)),
          ]}
        />
      </Section>
      <ConnectionFacts vhost={vhost} connection={node.connection} channels={members.length} />
    </>
  );
}

function workText({ members }: ConsumerStageNode, part: keyof Work, format: (value: number) => string): string {
  const work = liveStore.numbers.workOf(...members);
  return work === null ? '–' : format(work[part]);
}

function HeldMessages({ client }: { readonly client: PlaygroundClient }) {
  return (
    <Section title={`In hand (${client.held.length})`}>
      {client.held.length === 0 ? (
        <p className="text-muted-foreground text-sm">No message yet. The next one waits for your verdict here.</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {client.held.map((message) => (
            <li key={message.deliveryTag} className="rounded-lg border p-3">
              <HeldMessageCard client={client.id} message={message} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function ackText(node: ConsumerStageNode): string {
  if (node.byHand) return 'by hand';
  if (node.noAck) return 'automatic';
  return node.client === null ? 'by the client' : 'after processing';
}
