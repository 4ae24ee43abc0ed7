import { useQuery } from '@tanstack/react-query';
import { exchangeQuery } from '@/components/exchanges/exchange-queries';
import { useVHost } from '@/components/layout/use-vhost';
import { formatCompact } from '@/lib/format';
import { useLive } from '@/lib/live-hooks';

/** How many messages an exchange keeps until their time has come. The past does not know. */
export function ScheduledMark({ exchange }: { readonly exchange: string }) {
  const [vhost] = useVHost();
  const isLive = useLive((state) => state.view.kind === 'live');
  const { data } = useQuery({ ...exchangeQuery({ vhost, name: exchange }), enabled: isLive });
  const count = isLive ? (data?.messages_delayed ?? 0) : 0;
  if (count === 0) return null;
  return (
    <span title="Messages that wait here until their time has come" className="rounded-sm bg-card px-1 text-warning">
      ⧗ {formatCompact(count)}
    </span>
  );
}
