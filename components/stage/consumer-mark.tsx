import { Crown, Moon, OctagonPause } from 'lucide-react';
import type { ConsumerState } from '@/lib/live-events';
import { consumerStates } from '@/lib/stage-numbers';

const icons = { active: Crown, standby: Moon, stopped: OctagonPause } as const;

/** A crown for the one that gets the messages of a queue with a single active consumer, and marks for those that get none. */
export function ConsumerMark({ state }: { readonly state: ConsumerState }) {
  if (state === 'running') return null;
  const Icon = icons[state];
  return (
    <span title={consumerStates[state]} className="stage-mark shrink-0">
      <Icon aria-hidden className={state === 'active' ? 'size-3.5 text-warning' : 'size-3.5 text-muted-foreground'} />
      <span className="sr-only">{consumerStates[state]}</span>
    </span>
  );
}
