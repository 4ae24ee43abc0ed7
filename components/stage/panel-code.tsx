'use client';

import { LanguagePicker } from '@/components/connect/language-picker';
import { SnippetCode } from '@/components/connect/snippet-code';
import { type ConnectValues, useConnectState } from '@/components/connect/use-connect-state';
import { useSnippetSpec } from '@/components/connect/use-snippet-spec';
import type { StageNode } from '@/lib/stage-graph';

/** A program that publishes to the exchange that is selected, or consumes from the queue. */
export function PanelCode({ node }: { readonly node: StageNode | null }) {
  const { values, language, setLanguage } = useConnectState();
  const meant = valuesOf(node, values.prefetch);
  const spec = useSnippetSpec(meant ?? values);
  return (
    <div className="flex flex-col gap-3">
      <LanguagePicker value={language} onValueChange={setLanguage} />
      <SnippetCode
        spec={spec}
        language={language}
        missing={meant === null ? 'Select an exchange, a queue or a client, and its code appears here.' : null}
      />
    </div>
  );
}

function valuesOf(node: StageNode | null, prefetch: number): ConnectValues | null {
  switch (node?.kind) {
    case 'exchange':
      return { role: 'publish', exchange: node.name, key: '', queue: null, prefetch };
    case 'producer':
      return { role: 'publish', exchange: node.exchanges[0] ?? '', key: keyOf(node), queue: null, prefetch };
    case 'queue':
      return { role: 'consume', exchange: '', key: null, queue: node.name, prefetch };
    case 'consumer':
      return { role: 'consume', exchange: '', key: null, queue: node.queue, prefetch: node.prefetchCount };
    default:
      return null;
  }
}

function keyOf({ client }: StageNode & { kind: 'producer' }): string {
  return client?.spec.kind === 'producer' ? client.spec.routingKey : '';
}
