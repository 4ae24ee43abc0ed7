'use client';

import { Heading } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '@/components/ui/button';
import { Menu, MenuCheckItem, MenuLabel } from '@/components/ui/menu';
import type { PeekedMessage } from '@/lib/contents-api';
import { propertiesOf } from '@/lib/message-query';

export interface HeaderColumnsProps {
  readonly messages: readonly PeekedMessage[];
  readonly headers: readonly string[];
  readonly onHeadersChange: (headers: readonly string[]) => void;
}

/** Makes columns of the headers that the messages have. */
export function HeaderColumns({ messages, headers, onHeadersChange }: HeaderColumnsProps) {
  const names = useMemo(() => {
    const found = new Set(headers);
    for (const message of messages) {
      for (const name of Object.keys(propertiesOf(message).headers ?? {})) if (name !== 'x-death') found.add(name);
    }
    return [...found].sort();
  }, [messages, headers]);
  return (
    <Menu
      align="end"
      trigger={
        <Button size="sm" variant="ghost" disabled={names.length === 0}>
          <Heading aria-hidden className="size-3.5" />
          Headers
        </Button>
      }
    >
      <MenuLabel>Show as columns</MenuLabel>
      {names.map((name) => (
        <MenuCheckItem
          key={name}
          checked={headers.includes(name)}
          onCheckedChange={(isShown) =>
            onHeadersChange(isShown ? [...headers, name] : headers.filter((other) => other !== name))
          }
        >
          <span className="font-mono text-[0.8125rem]">{name}</span>
        </MenuCheckItem>
      ))}
    </Menu>
  );
}
