'use client';

import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { cn } from '@/components/ui/cn';
import { dialogPopupClassName } from '@/components/ui/dialog';
import { backdropClassName } from '@/components/ui/popup';
import type { Command, CommandGroup } from './find-commands';
import { closePalette } from './palette-store';
import { Keys } from './shortcut-sheet';
import { useCommandGroups } from './use-commands';

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly vhost: string;
}

/** Finds pages, objects and acts by a few letters of their names. */
export function CommandPalette({ open, vhost }: CommandPaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(isOpen) => !isOpen && closePalette()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClassName} />
        <Dialog.Viewport className="fixed inset-0 z-50 flex items-start justify-center overflow-hidden px-3 pt-[12dvh]">
          <Dialog.Popup
            aria-label="Find anything"
            className={cn(dialogPopupClassName, 'max-h-[min(32rem,76dvh)] rounded-xl sm:max-w-xl')}
          >
            <Palette vhost={vhost} />
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Palette({ vhost }: { readonly vhost: string }) {
  const [text, setText] = useState('');
  const groups = useCommandGroups(vhost, text);

  function run(command: Command) {
    closePalette();
    command.run();
  }

  return (
    <Autocomplete.Root<CommandGroup>
      open
      inline
      mode="none"
      items={groups}
      value={text}
      onValueChange={setText}
      autoHighlight="always"
      keepHighlight
      itemToStringValue={(command: unknown) => (command as Command).label}
    >
      <div className="flex shrink-0 items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 text-muted-foreground" />
        <Autocomplete.Input
          aria-label="Find anything"
          placeholder="A page, a queue, an act, or: publish orders.created to shop"
          className="h-12 min-w-0 flex-1 bg-transparent outline-none placeholder:text-muted-foreground"
        />
        <Dialog.Close className="sr-only">Close</Dialog.Close>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5">
        <Autocomplete.Empty className="px-3 py-8 text-center text-muted-foreground text-sm empty:hidden">
          Nothing has this name.
        </Autocomplete.Empty>
        <Autocomplete.List>
          {(group: CommandGroup) => (
            <Autocomplete.Group key={group.value} items={group.items} className="mb-1">
              <Autocomplete.GroupLabel className="px-2.5 py-1 text-muted-foreground text-xs">
                {group.value}
              </Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(command: Command) => (
                  <Autocomplete.Item
                    key={command.id}
                    value={command}
                    onClick={() => run(command)}
                    className="flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 text-sm outline-none data-highlighted:bg-accent data-highlighted:text-accent-foreground"
                  >
                    <span className="flex size-4 shrink-0 items-center justify-center [&_svg]:size-4">
                      {command.icon}
                    </span>
                    <span className={cn('min-w-0 flex-1 truncate', command.isName && 'font-mono text-[0.8125rem]')}>
                      {command.label}
                    </span>
                    {command.hint && <span className="truncate text-muted-foreground text-xs">{command.hint}</span>}
                    {command.keys && (
                      <span className="flex shrink-0 gap-1">
                        <Keys keys={command.keys} />
                      </span>
                    )}
                  </Autocomplete.Item>
                )}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
      </div>
    </Autocomplete.Root>
  );
}
