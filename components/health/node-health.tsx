'use client';

import { useQuery } from '@tanstack/react-query';
import { cn } from '@/components/ui/cn';
import { Section } from '@/components/ui/section';
import type { BrokerNode } from '@/lib/admin-api';
import { formatBytes, formatCount, formatDuration } from '@/lib/format';
import { nodesQuery } from './health-queries';

/** How much of the machine the broker uses. */
export function NodeHealth() {
  const { data: nodes = [] } = useQuery(nodesQuery);
  return nodes.map((node) => <NodeGauges key={node.name} node={node} />);
}

function NodeGauges({ node }: { readonly node: BrokerNode }) {
  return (
    <Section title={`Node ${node.name}`}>
      <p className="mb-3 text-muted-foreground text-sm">
        Up for {formatDuration(node.uptime)}, process {node.os_pid}, {formatCount(node.processors)} processors.
      </p>
      <div className="grid gap-3 @xl:grid-cols-3">
        <Gauge
          label="Memory"
          used={node.mem_used}
          total={node.mem_limit}
          format={formatBytes}
          limitText="alarm at"
          isAlarm={node.mem_alarm}
        />
        <Gauge
          label="Open files"
          used={node.fd_used}
          total={node.fd_total}
          format={formatCount}
          limitText="of"
          isAlarm={false}
        />
        <div className="rounded-md border bg-card p-3">
          <p className="text-muted-foreground text-xs">Free disk</p>
          <p className="font-semibold text-lg tabular-nums">{formatBytes(node.disk_free)}</p>
          <p className="text-muted-foreground text-xs">
            {node.disk_free_alarm ? 'Alarm: ' : ''}
            {node.disk_free_limit > 0 ? `alarm below ${formatBytes(node.disk_free_limit)}` : 'no alarm is set'}
          </p>
        </div>
      </div>
    </Section>
  );
}

interface GaugeProps {
  readonly label: string;
  readonly used: number;
  readonly total: number;
  readonly format: (value: number) => string;
  readonly limitText: string;
  readonly isAlarm: boolean;
}

function Gauge({ label, used, total, format, limitText, isAlarm }: GaugeProps) {
  const share = total > 0 ? Math.min(1, used / total) : 0;
  return (
    <div className="rounded-md border bg-card p-3">
      <p className="text-muted-foreground text-xs">{label}</p>
      <p className="font-semibold text-lg tabular-nums">
        {format(used)}
        {isAlarm && <span className="ml-2 font-medium text-destructive text-sm">alarm</span>}
      </p>
      <div aria-hidden className="my-1.5 h-1.5 overflow-hidden rounded-full bg-muted">
        <div
          className={cn('h-full rounded-full', isAlarm ? 'bg-destructive' : share > 0.8 ? 'bg-warning' : 'bg-primary')}
          style={{ width: `${share * 100}%` }}
        />
      </div>
      <p className="text-muted-foreground text-xs">{total > 0 ? `${limitText} ${format(total)}` : 'no limit'}</p>
    </div>
  );
}
