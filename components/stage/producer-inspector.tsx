'use client';

import { LiveChart } from '@/components/charts/live-chart';
import { Button } from '@/components/ui/button';
import { Segmented } from '@/components/ui/segmented';
import { toast } from '@/components/ui/toast';
import { exchangeLabel } from '@/lib/amqp-names';
import { formatCount, formatRate } from '@/lib/format';
import type { PlaygroundClient, ProducerSpec } from '@/lib/live-events';
import { meterKey } from '@/lib/live-numbers';
import { liveStore } from '@/lib/live-store';
import type { ProducerStageNode } from '@/lib/stage-graph';
import { flowOf } from '@/lib/stage-numbers';
import { ClientSection } from './client-section';
import { ConnectionFacts } from './connection-facts';
import { setRate } from './rate-steps';
import { change } from './stage-operations';
import { Facts, Section, Stat, StatGrid } from './stat';

export function ProducerInspector({ vhost, node }: { readonly vhost: string; readonly node: ProducerStageNode }) {
  const { client } = node;
  return (
    <>
      <ClientSection node={node} />
      {client?.spec.kind === 'producer' && <PublishNow client={client} spec={client.spec} />}
      <Section title="Now">
        <StatGrid>
          <Stat label="Publishes" read={() => formatRate(flowOf(node, liveStore.numbers).outPerSecond)} />
          {client !== null && <Counted label="Published" count={client.published} />}
          {client !== null && <Counted label="Confirmed" count={client.confirmed} />}
          {client !== null && <Counted label="Returned" count={client.returned} />}
        </StatGrid>
        <div className="mt-3">
          <LiveChart
            title="Messages a second"
            series={[
              { label: 'published', colour: '--producer', keys: node.channels.map(meterKey.producerOut), column: 0 },
            ]}
          />
        </div>
      </Section>
      <Section title="Publishes to">
        <ul className="flex flex-col gap-1 text-sm">
          {node.exchanges.map((exchange) => (
            <li key={exchange}>{exchangeLabel(exchange)}</li>
          ))}
        </ul>
      </Section>
      <ConnectionFacts vhost={vhost} connection={node.connection} channels={node.channels.length} />
    </>
  );
}

export function Counted({ label, count }: { readonly label: string; readonly count: number }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted-foreground text-xs">{label}</dt>
      <dd className="truncate font-semibold text-lg leading-7">{formatCount(count)}</dd>
    </div>
  );
}

const shapes = [
  { value: 'steady', label: 'Steady' },
  { value: 'sine', label: 'Sine' },
  { value: 'spike', label: 'Spike' },
] as const;

const rates = [0, 1, 10, 100, 1_000] as const;

function PublishNow({ client, spec }: { readonly client: PlaygroundClient; readonly spec: ProducerSpec }) {
  const failed = (failure: Error) => toast.error(failure.message);
  const { playground } = liveStore;
  return (
    <Section title="Publish">
      <div className="flex flex-wrap gap-2">
        {[1, 10, 100, 1_000].map((count) => (
          <Button key={count} size="sm" onClick={() => void playground.publish(client.id, count).catch(failed)}>
            {count === 1 ? '1 message' : `× ${formatCount(count)}`}
          </Button>
        ))}
      </div>
      <fieldset aria-label="Messages per second" className="mt-3 flex items-center gap-1.5">
        {rates.map((rate) => (
          <button
            key={rate}
            type="button"
            aria-pressed={rate === spec.ratePerSecond}
            onClick={() => void setRate(client, rate).catch(failed)}
            className="h-7 flex-1 rounded-md border bg-card font-medium text-xs transition-colors hover:bg-muted aria-pressed:border-primary aria-pressed:bg-accent"
          >
            {rate === 0 ? 'stop' : formatRate(rate)}
          </button>
        ))}
      </fieldset>
      <Segmented
        aria-label="Shape of the rate"
        size="sm"
        className="mt-2"
        value={spec.shape}
        onValueChange={(shape) => void change(client, { ...spec, shape }, `Shape of ${spec.name}`).catch(failed)}
        options={shapes}
      />
      <div className="mt-3">
        <Facts
          facts={[
            ['Rate', `${formatRate(spec.ratePerSecond)}${spec.shape === 'steady' ? '' : `, ${spec.shape}`}`],
            [
              'Routing key',
              <code key="key" className="font-mono text-xs">
                {spec.routingKey === '' ? '(empty key)' : spec.routingKey}
              </code>,
            ],
            [
              'Payload',
              <code key="payload" className="line-clamp-3 font-mono text-xs">
                {spec.payload}
              </code>,
            ],
          ]}
        />
      </div>
    </Section>
  );
}
