'use client';

import { useMemo, useState } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { Segmented } from '@/components/ui/segmented';
import { formatBytes } from '@/lib/format';
import type { PayloadEncoding } from '@/lib/management-api';
import { decodedBytes, hexDump, prettyJson } from './payload-formats';

export interface PayloadViewProps {
  readonly payload: string;
  readonly encoding: PayloadEncoding;
  readonly payloadBytes: number;
}

type View = 'json' | 'text' | 'base64' | 'hex';

const labels: Readonly<Record<View, string>> = { json: 'JSON', text: 'Text', base64: 'Base64', hex: 'Hex' };

export function PayloadView({ payload, encoding, payloadBytes }: PayloadViewProps) {
  const json = useMemo(() => (encoding === 'string' ? prettyJson(payload) : null), [payload, encoding]);
  const views: readonly View[] =
    encoding === 'base64' ? ['hex', 'base64'] : json === null ? ['text', 'hex'] : ['json', 'text', 'hex'];
  const [chosen, setChosen] = useState<View | null>(null);
  const view = chosen ?? (views[0] as View);
  const bytes = useMemo(() => decodedBytes(payload, encoding), [payload, encoding]);
  const shown = view === 'json' ? (json ?? payload) : view === 'hex' ? hexDump(bytes) : payload;

  if (payloadBytes === 0) return <p className="px-3 py-2 text-muted-foreground text-sm">Empty payload</p>;
  return (
    <div className="px-3 py-2">
      <div className="mb-1.5 flex items-center gap-2">
        <Segmented<View>
          size="sm"
          aria-label="Show the payload as"
          value={view}
          onValueChange={setChosen}
          options={views.map((value) => ({ value, label: labels[value] }))}
        />
        <span className="ml-auto">
          <CopyButton text={payload} label="Copy the payload" />
        </span>
      </div>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long payload must be scrollable with the keyboard.
        tabIndex={0}
        className="max-h-72 overflow-auto rounded-md bg-muted p-2.5 font-mono text-xs leading-relaxed break-all whitespace-pre-wrap"
      >
        {shown}
      </pre>
      {bytes.length < payloadBytes && (
        <p className="mt-1 text-muted-foreground text-xs">
          The first {formatBytes(bytes.length)} of {formatBytes(payloadBytes)}.
        </p>
      )}
    </div>
  );
}
