'use client';

import { ArrowDownToLine, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import { Kbd } from '@/components/ui/kbd';
import { Switch } from '@/components/ui/switch';
import { ExchangeGlyph } from './exchange-glyph';
import { setShortcuts, useShortcutSetting } from './shortcut-setting';
import { useStageUi } from './stage-ui';

/** What the shapes, dots and keys mean. */
export function LegendContent() {
  const { showAll, toggleShowAll } = useStageUi();
  const shortcuts = useShortcutSetting();
  return (
    <>
      <ul className="grid gap-2 text-xs">
        {shapes.map(({ shape, text }) => (
          <li key={text} className="flex items-center gap-3">
            <span className="flex w-12 shrink-0 justify-center">{shape}</span>
            {text}
          </li>
        ))}
      </ul>
      <ul aria-label="Lines" className="mt-3 grid gap-1.5 border-t pt-3 text-xs">
        {lines.map(({ line, text }) => (
          <li key={text} className="flex items-center gap-3">
            <svg viewBox="0 0 48 10" aria-hidden className="h-2.5 w-12 shrink-0 fill-none">
              {line}
            </svg>
            {text}
          </li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-x-3 gap-y-1 border-t pt-3 text-xs">
        {['direct', 'fanout', 'topic', 'headers'].map((type) => (
          <span key={type} className="flex items-center gap-1">
            <ExchangeGlyph type={type} name={type} className="size-4 text-exchange" /> {type}
          </span>
        ))}
      </div>
      <p className="mt-3 flex items-center gap-2 border-t pt-3 text-xs">
        <Kbd>?</Kbd> shows every key, <Kbd>W</Kbd> tries a message, <Kbd>Space</Kbd> freezes the view.
      </p>
      <div className="mt-3 grid gap-1 border-t pt-3">
        <Switch checked={showAll} onCheckedChange={toggleShowAll} label="Show unused amq.* exchanges" />
        <Switch checked={shortcuts} onCheckedChange={setShortcuts} label="Single-letter keys" />
      </div>
    </>
  );
}

function TokenSigns() {
  return (
    <svg viewBox="0 0 48 16" aria-hidden className="h-4 w-12">
      <circle cx="8" cy="9" r="3.4" className="fill-producer" />
      <circle cx="8" cy="9" r="5.6" className="fill-none stroke-[1.2] stroke-producer" />
      <circle cx="24" cy="9" r="4.4" className="fill-card stroke-[1.2] stroke-producer" />
      <text x="24" y="12" textAnchor="middle" className="fill-foreground font-bold text-[8px]">
        5
      </text>
      <circle cx="39" cy="10" r="3.4" className="fill-producer" />
      <circle cx="43.5" cy="5" r="3" className="fill-card stroke-foreground stroke-[0.9]" />
      <path d="M43.5 3.4V5h1.3" className="fill-none stroke-foreground stroke-[0.9]" />
    </svg>
  );
}

const shapes: readonly { readonly shape: ReactNode; readonly text: string }[] = [
  {
    shape: <span className="h-5 w-10 rounded-full border-[1.5px] border-producer bg-producer-soft" />,
    text: 'Producer: a channel that publishes',
  },
  {
    shape: (
      <svg viewBox="0 0 40 22" aria-hidden className="h-5.5 w-10 fill-exchange-soft stroke-[1.5] stroke-exchange">
        <path d="M7 1h26l6 10-6 10H7L1 11z" />
      </svg>
    ),
    text: 'Exchange: looks at the key and makes copies',
  },
  {
    shape: (
      <svg viewBox="0 0 40 22" aria-hidden className="h-5.5 w-10 fill-queue-soft stroke-[1.5] stroke-queue">
        <path d="M5 1h30a4 10 0 0 1 0 20H5A4 10 0 0 1 5 1zM35 1a4 10 0 0 0 0 20" />
      </svg>
    ),
    text: 'Queue: messages wait, the head is on the right',
  },
  {
    shape: <span className="h-5 w-10 rounded-md border-[1.5px] border-consumer bg-consumer-soft" />,
    text: 'Consumer: slots are deliveries not yet settled',
  },
  {
    shape: <span className="h-5 w-10 rounded-full border-[1.5px] border-binding border-dashed" />,
    text: 'Dashed: a client from outside, or not durable',
  },
  {
    shape: (
      <span className="flex gap-1">
        <span className="size-2.5 rounded-full bg-queue" />
        <span className="size-2.5 rounded-full border-2 border-unacked" />
      </span>
    ),
    text: 'Full dot: ready. Ring: delivered, not acknowledged',
  },
  {
    shape: <TokenSigns />,
    text: 'On a dot: a ring is persistent, a number its priority, a clock a limited time, an arrow delivered again',
  },
  {
    shape: <span className="size-2.5 rotate-45 bg-destructive" />,
    text: 'A square on its point: a dead letter on its way',
  },
  {
    shape: <span className="whitespace-nowrap font-semibold text-xs">✓ ✗ ↩ ∅</span>,
    text: 'Acknowledged, rejected, back to the queue, unroutable; of many at once, some',
  },
  {
    shape: (
      <span className="flex gap-1.5">
        <Hourglass aria-hidden className="size-3.5 text-warning" />
        <ArrowDownToLine aria-hidden className="size-3.5 text-destructive" />
      </span>
    ),
    text: 'Its time was over, it became a dead letter',
  },
];

const lines: readonly { readonly line: ReactNode; readonly text: string }[] = [
  { line: <path d="M1 5h46" className="stroke-2 stroke-producer" />, text: 'Publishing; wider with the rate' },
  { line: <path d="M1 5h46" className="stroke-2 stroke-exchange" />, text: 'Binding, with its key' },
  {
    line: <path d="M1 3h46M1 7h46" className="stroke-[1.4] stroke-exchange" />,
    text: 'Binding of an exchange to an exchange: double',
  },
  {
    line: <path d="M1 5h46" strokeDasharray="6 5" className="stroke-2 stroke-exchange" />,
    text: 'Implicit binding of the default exchange',
  },
  { line: <path d="M1 5h46" className="stroke-2 stroke-consumer" />, text: 'Consuming' },
  {
    line: <path d="M1 5h46" strokeDasharray="0.1 6" strokeLinecap="round" className="stroke-[2.4] stroke-binding" />,
    text: 'Alternate exchange: for what cannot be routed',
  },
  {
    line: <path d="M1 5h46" strokeDasharray="4 3" className="stroke-1 stroke-consumer" />,
    text: 'Answers to requests, once one was seen',
  },
  {
    line: (
      <>
        <path d="M1 5h46" strokeDasharray="9 6" className="stroke-2 stroke-destructive" />
        <circle cx="24" cy="5" r="3.6" className="fill-popover stroke-[1.4] stroke-destructive" />
      </>
    ),
    text: 'Dead letters, with a skull',
  },
];
