'use client';

import { Check, X } from 'lucide-react';
import { useMemo } from 'react';
import { recentRoutingKeys } from '@/lib/live-keys';
import { topicMatches } from '@/lib/topic-pattern';

interface KeyPreviewProps {
  readonly exchange: string;
  readonly exchangeType: string;
  readonly bindingKey: string;
  readonly destination: string;
}

const SHOWN = 4;

/** Says in a sentence what the binding will do, and tries it on the keys that passed lately. */
export function KeyPreview({ exchange, exchangeType, bindingKey, destination }: KeyPreviewProps) {
  const keys = useMemo(() => recentRoutingKeys(exchange).slice(0, SHOWN), [exchange]);
  const target = <b className="font-semibold text-foreground">{destination}</b>;
  if (exchangeType === 'fanout') {
    return <p className="text-muted-foreground text-xs">Every message goes to {target}, whatever its key.</p>;
  }
  const matches = (key: string) => (exchangeType === 'topic' ? topicMatches(bindingKey, key) : key === bindingKey);
  return (
    <div className="text-muted-foreground text-xs">
      <p>
        {exchangeType === 'topic' ? 'Keys of this pattern go to ' : 'Messages with exactly this key go to '}
        {target}.{exchangeType === 'topic' && ' * is one word, # any number.'}
      </p>
      {keys.length > 0 && (
        <ul className="mt-2 flex flex-col gap-1" aria-label="Keys seen lately">
          {keys.map((key) => (
            <li key={key} className="flex items-center gap-1.5">
              {matches(key) ? (
                <Check aria-label="matches" className="size-3.5 text-success" />
              ) : (
                <X aria-label="does not match" className="size-3.5" />
              )}
              <code className="truncate font-mono">{key === '' ? '(empty key)' : key}</code>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
