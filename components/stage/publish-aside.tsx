'use client';

import { Send } from 'lucide-react';
import { useCallback, useDeferredValue } from 'react';
import { type PublishDraft, PublishForm } from '@/components/messages/publish-form';
import { StageAside } from './stage-aside';
import { useStageUi } from './stage-ui';
import { WhyPanel } from './why-panel';

interface PublishAsideProps {
  readonly vhost: string;
  readonly exchange: string;
  readonly routingKey: string;
  readonly onClose: () => void;
}

/** A message that is being written. While its key is typed, the stage lights the way that it would take. */
export function PublishAside({ vhost, exchange, routingKey, onClose }: PublishAsideProps) {
  const ask = useStageUi((state) => state.ask);
  const onDraft = useCallback(
    (draft: PublishDraft) => ask(draft.exchange === null ? null : { ...draft, exchange: draft.exchange }),
    [ask],
  );
  const close = () => {
    ask(null);
    onClose();
  };
  return (
    <StageAside
      isDialog
      title="Publish a message"
      kind="Type a key and see its way"
      icon={
        <span className="flex size-9 items-center justify-center rounded-full bg-producer-soft text-producer">
          <Send aria-hidden className="size-4.5" />
        </span>
      }
      onClose={close}
      footer={<Way vhost={vhost} />}
    >
      <div className="px-5 pt-1">
        <PublishForm vhost={vhost} defaultExchange={exchange} defaultRoutingKey={routingKey} onDraft={onDraft} />
      </div>
    </StageAside>
  );
}

/** The letter that is typed comes first; what it means for the message, as soon as there is time. */
function Way({ vhost }: { readonly vhost: string }) {
  const whatIf = useDeferredValue(useStageUi((state) => state.whatIf));
  if (whatIf === null) return null;
  return (
    <section aria-label="Where it would go" className="max-h-[46%] shrink-0 overflow-y-auto border-t bg-card px-5 py-3">
      <h3 className="mb-2 font-semibold text-sm">Where it would go</h3>
      <WhyPanel vhost={vhost} whatIf={whatIf} />
    </section>
  );
}
