'use client';

import { Check, FileUp, HeartPulse, PlugZap, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { pageHref } from '@/components/layout/nav-items';
import { PageLink } from '@/components/layout/page-link';
import { useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { buttonClassName } from '@/components/ui/button-class';
import { cn } from '@/components/ui/cn';
import { CopyButton } from '@/components/ui/copy-button';
import { IconButton } from '@/components/ui/icon-button';
import { useLive } from '@/lib/live-hooks';
import { useStageUi } from './stage-ui';
import { useAmqpUri } from './use-amqp-uri';
import { useFirstSteps } from './use-first-steps';

/** What to do on an empty stage: three steps, or an application of one's own. Steps that are done are ticked. */
export function FirstSteps({ vhost, className }: { readonly vhost: string; readonly className?: string }) {
  const { queue, hasPublished, hasConsumer, isFresh } = useFirstSteps();
  const { open, areStepsClosed, closeSteps } = useStageUi();
  const isLoaded = useLive((state) => state.model !== null);
  if (!isLoaded || areStepsClosed || (hasPublished && hasConsumer) || (!isFresh && queue === null)) return null;
  const done = [queue !== null, hasPublished, hasConsumer];
  const next = done.indexOf(false);
  const steps: readonly { title: string; text: string; act: ReactNode }[] = [
    {
      title: 'Declare a queue',
      text: 'A place where messages wait.',
      act: (
        <Button
          size="sm"
          variant={next === 0 ? 'primary' : 'secondary'}
          onClick={() => open({ kind: 'declare-queue' })}
        >
          Declare queue
        </Button>
      ),
    },
    {
      title: 'Publish a message',
      text: 'The default exchange takes it to the queue by name.',
      act: (
        <Button
          size="sm"
          variant={next === 1 ? 'primary' : 'secondary'}
          disabled={queue === null}
          onClick={() => open({ kind: 'publish', exchange: '', routingKey: queue ?? '' })}
        >
          Publish
        </Button>
      ),
    },
    {
      title: 'Attach a consumer',
      text: 'It gets the message; you acknowledge it.',
      act: (
        <Button
          size="sm"
          variant={next === 2 ? 'primary' : 'secondary'}
          disabled={queue === null}
          onClick={() => open({ kind: 'consumer', client: null, queue })}
        >
          Attach
        </Button>
      ),
    },
  ];
  return (
    <section
      aria-label="First steps"
      className={cn(
        'pointer-events-auto w-[26rem] max-w-full rounded-xl border bg-popover p-5 shadow-popup',
        !isFresh && 'w-80 p-4',
        className,
      )}
    >
      <header className="mb-3 flex items-start gap-2">
        <div className="flex-1">
          <h2 className="font-semibold text-base">{isFresh ? 'An empty stage' : 'First steps'}</h2>
          {isFresh && <p className="text-muted-foreground text-sm">Three steps, and a message has made its way.</p>}
        </div>
        <IconButton size="sm" label="Close the first steps" onClick={closeSteps} className="-mt-1 -mr-1">
          <X aria-hidden />
        </IconButton>
      </header>
      <ol className="flex flex-col gap-3">
        {steps.map(({ title, text, act }, index) => (
          <li key={title} className="flex items-center gap-3">
            <span
              className={cn(
                'flex size-7 shrink-0 items-center justify-center rounded-full font-semibold text-xs',
                done[index] ? 'bg-success-soft text-success' : 'bg-muted',
              )}
            >
              {done[index] ? <Check aria-label="done" className="size-4" /> : index + 1}
            </span>
            <div className="min-w-0 flex-1 leading-snug">
              <div className={cn('font-medium text-sm', done[index] && 'text-muted-foreground')}>{title}</div>
              {isFresh && <div className="text-muted-foreground text-xs">{text}</div>}
            </div>
            {!done[index] && act}
          </li>
        ))}
      </ol>
      {isFresh && <OtherWays vhost={vhost} />}
    </section>
  );
}

/** The other ways in, for who has something to connect, to bring along, or to look after. */
function OtherWays({ vhost }: { readonly vhost: string }) {
  const { isAdministrator } = useRights(vhost);
  const uri = useAmqpUri(vhost);
  return (
    <div className="mt-4 border-t pt-3">
      <p className="text-muted-foreground text-xs">
        Or connect an app of yours: it appears here by itself. Its password goes after the user.
      </p>
      <div className="mt-1.5 flex items-center gap-1 rounded-md bg-muted py-1 pr-1 pl-2.5">
        <code className="min-w-0 flex-1 truncate font-mono text-xs">{uri}</code>
        <CopyButton text={uri} label="Copy the URI" />
      </div>
      <nav aria-label="Other ways to begin" className="mt-2 -mb-1.5 flex flex-wrap justify-between gap-x-1">
        <Way href="/connect" vhost={vhost} icon={<PlugZap aria-hidden />} text="Code to connect" />
        {isAdministrator && (
          <Way href="/definitions" vhost={vhost} icon={<FileUp aria-hidden />} text="Import definitions" />
        )}
        <Way href="/health" vhost={vhost} icon={<HeartPulse aria-hidden />} text="Health" />
      </nav>
    </div>
  );
}

interface WayProps {
  readonly href: string;
  readonly vhost: string;
  readonly icon: ReactNode;
  readonly text: string;
}

function Way({ href, vhost, icon, text }: WayProps) {
  return (
    <PageLink
      href={pageHref(href, vhost)}
      className={cn(
        buttonClassName('ghost', 'sm'),
        'px-1.5 text-muted-foreground first:-ml-1.5 last:-mr-1.5 max-sm:[&_svg]:hidden',
      )}
    >
      {icon}
      {text}
    </PageLink>
  );
}
