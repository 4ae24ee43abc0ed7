'use client';

import { useState } from 'react';
import { LanguagePicker } from '@/components/connect/language-picker';
import { remember, remembered } from '@/components/connect/remembered';
import { SnippetCode } from '@/components/connect/snippet-code';
import { useSnippetExchange, useSnippetHome } from '@/components/connect/use-snippet-spec';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { PeekedMessage } from '@/lib/contents-api';
import { propertiesOf } from '@/lib/message-query';
import { languages } from '@/lib/snippets/languages';
import { passwordVariable, type SnippetSpec } from '@/lib/snippets/snippet';
import { withoutBrokerHeaders } from './publish-values';

const publishing = languages.filter(({ declaresOnly = false }) => !declaresOnly);

export interface CodeDialogProps {
  readonly vhost: string;
  readonly message: PeekedMessage;
  readonly onClose: () => void;
}

/** A program in the language of the person's choice that publishes a message as it was seen. */
export function CodeDialog({ vhost, message, onClose }: CodeDialogProps) {
  const [language, setLanguage] = useState(() => {
    const last = remembered('language');
    return publishing.find(({ id }) => id === last)?.id ?? 'javascript';
  });
  const home = useSnippetHome();
  const exchange = useSnippetExchange(vhost, message.exchange);
  const spec: SnippetSpec | null = home && {
    ...home,
    role: 'publish',
    vhost,
    exchange,
    routingKey: message.routing_key,
    queue: null,
    prefetch: 0,
    message: {
      payload: message.payload,
      payload_encoding: message.payload_encoding,
      properties: withoutBrokerHeaders(propertiesOf(message)),
    },
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title="Publish this message from code"
      description={
        <>
          With its headers, properties and payload. The password comes from the environment variable{' '}
          <code className="font-mono text-foreground">{passwordVariable}</code>.
        </>
      }
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <div className="flex min-w-0 flex-col gap-3">
        <LanguagePicker
          options={publishing}
          value={language}
          onValueChange={(next) => {
            remember('language', next);
            setLanguage(next);
          }}
        />
        <SnippetCode spec={spec} language={language} />
      </div>
    </Dialog>
  );
}
