import { EntityLink } from '@/components/layout/entity-link';
import { formatTime } from '@/lib/format';
import { type Death, deathReasons } from './deaths';

/** How a message came here, the latest on top. */
export function DeathTimeline({ vhost, deaths }: { readonly vhost: string; readonly deaths: readonly Death[] }) {
  return (
    <ol aria-label="Deaths" className="flex flex-col">
      {deaths.map((death, i) => (
        <li key={`${death.queue} ${death.reason}`} className="relative flex gap-3 pb-4 last:pb-0">
          {i < deaths.length - 1 && (
            <span aria-hidden className="absolute top-5 bottom-0 left-[0.3125rem] w-px bg-border" />
          )}
          <span aria-hidden className="mt-1.5 size-2.75 shrink-0 rounded-full border-2 border-destructive bg-card" />
          <div className="min-w-0 text-sm">
            <p className="font-medium">
              {deathReasons[death.reason] ?? death.reason}
              {death.count > 1 && <span className="ml-1.5 font-normal text-muted-foreground">{death.count} times</span>}
            </p>
            <p className="flex flex-wrap items-center gap-x-2">
              <span className="text-muted-foreground">in</span>
              <EntityLink vhost={vhost} kind="queue" name={death.queue} />
              <span className="text-muted-foreground">published to</span>
              <EntityLink vhost={vhost} kind="exchange" name={death.exchange} />
              {death.routingKeys.length > 0 && (
                <>
                  <span className="text-muted-foreground">with</span>
                  <code className="font-mono text-[0.8125rem] break-all">{death.routingKeys.join(', ')}</code>
                </>
              )}
            </p>
            {death.time !== null && (
              <time className="text-muted-foreground text-xs">
                {death.count > 1 ? 'first ' : ''}
                {formatTime(death.time * 1000)}
              </time>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
