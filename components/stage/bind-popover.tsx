'use client';

import { Popover } from '@base-ui/react/popover';
import { useMemo, useRef } from 'react';
import { cn } from '@/components/ui/cn';
import { popupClassName } from '@/components/ui/popup';
import { exchangeLabel } from '@/lib/amqp-names';
import { useLive } from '@/lib/live-hooks';
import { nodeId } from '@/lib/stage-graph';
import { BindForm } from './bind-form';
import { useStageUi } from './stage-ui';

/** Opens where a connection was dropped and asks for the key of the new binding. */
export function BindPopover({ vhost }: { readonly vhost: string }) {
  const pending = useStageUi((state) => state.pendingBind);
  const bind = useStageUi((state) => state.bind);
  const exchanges = useLive((state) => state.model?.exchanges);
  /** The focus goes to the exchange that was bound, from where the next thing is done. */
  const source = useRef('');
  if (pending !== null) source.current = pending.source;
  const anchor = useMemo(() => {
    const { x, y } = pending?.at ?? { x: 0, y: 0 };
    return { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) };
  }, [pending]);
  return (
    <Popover.Root open={pending !== null} onOpenChange={(open) => !open && bind(null)}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} side="bottom" sideOffset={10} collisionPadding={12} className="z-60">
          <Popover.Popup
            finalFocus={() => nodeElement(source.current)}
            className={cn(popupClassName, 'w-80 max-w-(--available-width) p-4')}
          >
            {pending !== null && (
              <>
                <Popover.Title className="mb-3 font-semibold text-sm break-words">
                  Bind {pending.destination} to {exchangeLabel(pending.source)}
                </Popover.Title>
                <BindForm
                  vhost={vhost}
                  source={pending.source}
                  exchangeType={exchanges?.get(pending.source)?.type ?? 'direct'}
                  destination={pending.destination}
                  destinationType={pending.destinationType}
                  onDone={() => bind(null)}
                />
              </>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function nodeElement(exchange: string): HTMLElement | null {
  return document.querySelector(`.canvas-node[data-id="${CSS.escape(nodeId.exchange(exchange))}"]`);
}
