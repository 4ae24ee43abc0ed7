'use client';

import { Link as LinkIcon, Plus } from 'lucide-react';
import { useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useChange } from '@/components/session/use-change';
import { Button } from '@/components/ui/button';
import { announce } from '@/components/ui/live-region';
import { exchangeLabel } from '@/lib/amqp-names';
import { type BindingPlace, postBinding, putQueue } from '@/lib/api-client';
import { useLive } from '@/lib/live-hooks';
import { alignTopic } from '@/lib/topic-alignment';
import type { ExplainedBinding, Explanation } from './explain-query';
import { declared, watchBindings } from './stage-operations';

const OFFERED = 3;

interface WhyFixesProps {
  readonly vhost: string;
  readonly explanation: Explanation;
}

/** One click each, and the message would arrive. */
export function WhyFixes({ vhost, explanation }: WhyFixesProps) {
  const { exchange, routingKey, headers } = explanation.whatIf;
  const queues = useLive((state) => state.model?.queues);
  const [first] = explanation.exchanges;
  const record = useState(() => ({ bound: () => {} }))[0];
  const bind = useChange({
    vhost,
    change: (queue: string) => {
      const place: BindingPlace = { vhost, source: exchange, destination: queue, destinationType: 'queue' };
      record.bound = watchBindings(vhost, (made) => made.source === exchange && made.destination === queue);
      const isHeaders = first?.type === 'headers';
      const args = isHeaders ? { 'x-match': 'all', ...headers } : {};
      return postBinding(place, { routing_key: isHeaders ? '' : routingKey, arguments: args });
    },
    onDone: (_, queue) => {
      record.bound();
      announce(`Bound ${queue} to ${exchange}`);
    },
  });
  const declare = useChange({
    vhost,
    change: (name: string) => putQueue({ vhost, name }, { durable: true, auto_delete: false, arguments: {} }),
    onDone: (_, name) => declared('queue', vhost, name),
  });
  if (exchange === '') {
    if (routingKey === '') return null;
    return (
      <div>
        <Button size="sm" pending={declare.isPending} onClick={() => declare.mutate(routingKey)}>
          <Plus aria-hidden /> Declare queue {routingKey}
        </Button>
        <ErrorNotice error={declare.error} />
      </div>
    );
  }
  const known = [...(queues?.keys() ?? [])];
  const offered = offersOf(first?.bindings ?? [], known, routingKey);
  if (offered.length === 0) return null;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-muted-foreground text-xs">Bind so that it matches:</p>
      <div className="flex flex-wrap gap-1.5">
        {offered.map((queue) => (
          <Button
            key={queue}
            size="sm"
            pending={bind.isPending && bind.variables === queue}
            onClick={() => bind.mutate(queue)}
          >
            <LinkIcon aria-hidden />
            <span className="max-w-56 truncate">
              {exchangeLabel(exchange)} → {queue}
            </span>
          </Button>
        ))}
      </div>
      <ErrorNotice error={bind.error} />
    </div>
  );
}

/** First the queues whose bindings came nearest to the key, then any others. */
function offersOf(bindings: readonly ExplainedBinding[], queues: readonly string[], routingKey: string): string[] {
  const met = ({ routing_key: pattern }: ExplainedBinding) =>
    alignTopic(pattern, routingKey).parts.filter((part) => part.isMet).length;
  const near = bindings
    .filter(({ destination_type: type }) => type === 'queue')
    .sort((a, b) => met(b) - met(a))
    .map(({ destination }) => destination);
  return [...new Set([...near, ...[...queues].sort()])].slice(0, OFFERED);
}
