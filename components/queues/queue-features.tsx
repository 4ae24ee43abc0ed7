import { Badge } from '@/components/ui/badge';
import { argumentBadge } from '@/lib/amqp-names';
import { formatArgument } from '@/lib/format';
import type { Queue } from '@/lib/management-api';

export function QueueFeatures({ queue }: { readonly queue: Queue }) {
  return (
    <span className="flex gap-1 overflow-hidden">
      {queue.type !== 'classic' && <Badge tone="queue">{queue.type}</Badge>}
      {queue.durable ? (
        <Badge title="durable: it survives a restart of the broker">D</Badge>
      ) : (
        <Badge tone="outline" title="transient: it does not survive a restart of the broker">
          T
        </Badge>
      )}
      {queue.auto_delete && <Badge title="auto-delete: it goes with its last consumer">AD</Badge>}
      {queue.exclusive && <Badge title="exclusive: it belongs to one connection">Excl</Badge>}
      {Object.entries(queue.arguments).map(([name, value]) => {
        const badge = argumentBadge(name);
        return badge === null ? null : (
          <Badge key={name} title={`${name}: ${formatArgument(value)}`}>
            {badge}
          </Badge>
        );
      })}
      {queue.policy && (
        <Badge tone="outline" title={`policy: ${queue.policy}`}>
          {queue.policy}
        </Badge>
      )}
    </span>
  );
}
