import { Download, Layers, Send } from 'lucide-react';
import { ExchangeIcon } from '@/components/exchanges/exchange-icon';
import { QueueIcon } from '@/components/queues/queue-icon';
import { cn } from '@/components/ui/cn';
import { exchangeLabel } from '@/lib/amqp-names';
import type { StageNode } from '@/lib/stage-graph';

const tones = {
  producer: 'bg-producer-soft text-producer rounded-full',
  exchange: 'bg-exchange-soft text-exchange rounded-lg',
  queue: 'bg-queue-soft text-queue rounded-lg',
  frame: 'bg-muted rounded-lg',
  consumer: 'bg-consumer-soft text-consumer rounded-lg',
} as const;

export function NodeIcon({ node, size = 'md' }: { readonly node: StageNode; readonly size?: 'sm' | 'md' }) {
  const icon = size === 'sm' ? 'size-3.5' : 'size-4.5';
  return (
    <span
      className={cn('flex shrink-0 items-center justify-center', tones[node.kind], size === 'sm' ? 'size-6' : 'size-9')}
    >
      {node.kind === 'frame' && <Layers aria-hidden className={icon} />}
      {node.kind === 'producer' && <Send aria-hidden className={icon} />}
      {node.kind === 'exchange' && <ExchangeIcon type={node.exchange.type} className={icon} />}
      {node.kind === 'queue' && <QueueIcon className={icon} />}
      {node.kind === 'consumer' && <Download aria-hidden className={icon} />}
    </span>
  );
}

export function titleOf(node: StageNode): { title: string; kind: string } {
  switch (node.kind) {
    case 'frame':
      return { title: node.name, kind: 'Folded frame' };
    case 'exchange':
      return {
        title: exchangeLabel(node.name),
        kind: node.name === '' ? 'Exchange' : `${node.exchange.type} exchange`,
      };
    case 'queue':
      return { title: node.name, kind: 'Queue' };
    case 'producer':
      return { title: node.name, kind: node.client === null ? 'External producer' : 'Producer of the playground' };
    case 'consumer':
      return { title: node.name, kind: node.client === null ? 'External consumer' : 'Consumer of the playground' };
  }
}
