'use client';

import { LanguagePicker } from '@/components/connect/language-picker';
import { SnippetCode } from '@/components/connect/snippet-code';
import { type ConnectValues, DEFAULT_PREFETCH } from '@/components/connect/use-connect-state';
import { useLanguage } from '@/components/connect/use-language';
import { useSnippetSpec } from '@/components/connect/use-snippet-spec';
import { compileTemplate } from '@/lib/payload-template';
import type { StageNode } from '@/lib/stage-graph';

/** A program that publishes to the exchange that is selected, or consumes from the queue. */
export function PanelCode({ node }: { readonly node: StageNode | null }) {
  const values = valuesOf(node);
  if (values) return <ClientCode values={values} />;
  return (
    <p className="text-muted-foreground text-sm">Select an exchange, a queue or a client, and its code appears here.</p>
  );
}

function ClientCode({ values }: { readonly values: ConnectValues }) {
  const [language, setLanguage] = useLanguage();
  const spec = useSnippetSpec({ values, isNewQueue: false, isPending: false });
  return (
    <div className="flex flex-col gap-3">
      <LanguagePicker value={language} onValueChange={setLanguage} />
      <SnippetCode spec={spec} language={language} />
    </div>
  );
}

function valuesOf(node: StageNode | null): ConnectValues | null {
  switch (node?.kind) {
    case 'exchange':
      return { role: 'publish', exchange: node.name, key: '', queue: null, prefetch: DEFAULT_PREFETCH };
    case 'producer':
      return {
        role: 'publish',
        exchange: node.exchanges[0] ?? '',
        key: keyOf(node),
        queue: null,
        prefetch: DEFAULT_PREFETCH,
      };
    case 'queue':
      return { role: 'consume', exchange: '', key: null, queue: node.name, prefetch: DEFAULT_PREFETCH };
    case 'consumer':
      return { role: 'consume', exchange: '', key: null, queue: node.queue, prefetch: node.prefetchCount };
    default:
      return null;
  }
}

function keyOf({ client }: StageNode & { kind: 'producer' }): string {
  if (client?.spec.kind !== 'producer') return '';
  const { exchange, routingKey } = client.spec;
  return exchange === '' ? routingKey : compileTemplate(routingKey).fill(1);
}
