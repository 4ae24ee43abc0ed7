'use client';

import type { LiveSeries } from '@/components/charts/chart-options';
import { LiveChart } from '@/components/charts/live-chart';
import { meterKey } from '@/lib/live-numbers';
import type { StageNode } from '@/lib/stage-graph';

/** The rates, and of a queue the messages, of the last three minutes, side by side. */
export function PanelCharts({ node }: { readonly node: StageNode | null }) {
  return (
    <div className="grid gap-6 lg:grid-cols-2">
      <LiveChart title="Messages a second" series={ratesOf(node)} />
      {node?.kind === 'queue' && (
        <LiveChart
          title="Messages"
          series={[
            { label: 'ready', colour: '--queue', keys: [`depth\u0000${node.name}`], column: 0 },
            { label: 'unacked', colour: '--unacked', isDashed: true, keys: [`depth\u0000${node.name}`], column: 1 },
          ]}
        />
      )}
    </div>
  );
}

function ratesOf(node: StageNode | null): LiveSeries[] {
  switch (node?.kind) {
    case 'queue':
      return [
        line('in', '--producer', meterKey.queueIn(node.name)),
        line('out', '--consumer', meterKey.queueOut(node.name)),
      ];
    case 'exchange':
      return [
        line('in', '--producer', meterKey.exchangeIn(node.name)),
        line('copies out', '--exchange', meterKey.exchangeOut(node.name)),
      ];
    case 'producer':
      return [line('published', '--producer', ...node.channels.map((channel) => meterKey.producerOut(channel)))];
    case 'consumer': {
      const keys = node.members.map(({ channel, consumerTag }) => meterKey.deliver(channel, consumerTag));
      return [line('received', '--consumer', ...keys)];
    }
    default:
      return [
        line('published', '--producer', meterKey.published),
        line('delivered', '--consumer', meterKey.delivered),
        line('acknowledged', '--queue', meterKey.acked),
      ];
  }
}

function line(label: string, colour: string, ...keys: string[]): LiveSeries {
  return { label, colour, keys, column: 0 };
}
