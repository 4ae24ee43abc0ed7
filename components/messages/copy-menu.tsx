'use client';

import { useQuery } from '@tanstack/react-query';
import { Copy } from 'lucide-react';
import { useSession } from '@/components/session/use-session';
import { listenersQuery } from '@/components/stage/listeners-query';
import { Button } from '@/components/ui/button';
import { copyText } from '@/components/ui/copy-button';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import type { PeekedMessage } from '@/lib/contents-api';
import { propertiesOf } from '@/lib/message-query';
import { javascript } from '@/lib/snippets/javascript';
import { python } from '@/lib/snippets/python';
import type { SnippetSpec } from '@/lib/snippets/snippet';
import { curl } from '@/lib/snippets/tools';
import { isCut } from './payload-formats';

const defaultPort = 5672;

const codes = [
  { label: 'JavaScript', write: javascript },
  { label: 'Python', write: python },
  { label: 'curl', write: curl },
] as const;

/** A message in other forms: what it carries, all of it, or a program that publishes it. */
export function CopyMenu({ vhost, message }: { readonly vhost: string; readonly message: PeekedMessage }) {
  const { data: user } = useSession();
  const { data: overview } = useQuery(listenersQuery);

  async function copy(what: string, text: string) {
    if (await copyText(text)) toast.success(`Copied as ${what}`);
    else toast.error('The browser did not allow to copy');
  }

  const isPart = isCut(message);
  const spec: SnippetSpec = {
    role: 'publish',
    host: window.location.hostname,
    port: overview?.listeners?.find(({ protocol }) => protocol === 'amqp')?.port ?? defaultPort,
    httpUrl: window.location.origin,
    vhost,
    user: user?.name ?? '',
    exchange: { name: message.exchange, type: 'direct', durable: true, arguments: {} },
    routingKey: message.routing_key,
    queue: null,
    prefetch: 0,
    message: {
      payload: message.payload,
      payload_encoding: message.payload_encoding,
      properties: propertiesOf(message),
    },
  };
  return (
    <Menu
      align="end"
      trigger={
        <Button size="sm">
          <Copy aria-hidden className="size-3.5" />
          Copy
        </Button>
      }
    >
      <MenuItem onClick={() => void copy('payload', message.payload)}>
        {isPart ? 'The beginning of the payload, which is all that is here' : 'Payload'}
      </MenuItem>
      <MenuItem onClick={() => void copy('JSON', JSON.stringify(message, null, 2))}>Message as JSON</MenuItem>
      <MenuSeparator />
      <MenuLabel>Program that publishes it</MenuLabel>
      {codes.map(({ label, write }) => (
        <MenuItem key={label} disabled={isPart} onClick={() => void copy(label, write(spec))}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
