'use client';

import { Copy } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { copyText } from '@/components/ui/copy-button';
import { Menu, MenuItem } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import type { PeekedMessage } from '@/lib/contents-api';
import { messageKey } from './message-key';
import { messageLink } from './message-link';
import { isCut } from './payload-formats';
import type { MessagesShown } from './use-messages-state';

const CodeDialog = dynamic(() => import('./code-dialog').then((module) => module.CodeDialog));

export interface CopyMenuProps {
  readonly vhost: string;
  readonly queue: string;
  /** Which of the queue's messages the list shows. */
  readonly view: MessagesShown;
  readonly message: PeekedMessage;
}

/** A message in other forms: what it carries, all of it, its address, or a program that publishes it. */
export function CopyMenu({ vhost, queue, view, message }: CopyMenuProps) {
  const [isCoding, setCoding] = useState(false);

  async function copy(what: string, text: string) {
    if (await copyText(text)) toast.success(`Copied as ${what}`);
    else toast.error('The browser did not allow to copy');
  }

  const isPart = isCut(message);
  return (
    <>
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
        <MenuItem onClick={() => void copy('link', messageLink({ vhost, queue, view, key: messageKey(message) }))}>
          Link to this message
        </MenuItem>
        <MenuItem disabled={isPart} onClick={() => setCoding(true)}>
          Program that publishes it…
        </MenuItem>
      </Menu>
      {isCoding && <CodeDialog vhost={vhost} message={message} onClose={() => setCoding(false)} />}
    </>
  );
}
