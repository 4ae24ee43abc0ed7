'use client';

import { Combobox as BaseCombobox } from '@base-ui/react/combobox';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { Check, ChevronsUpDown } from 'lucide-react';
import { type RefObject, useCallback, useImperativeHandle, useRef, useState } from 'react';
import { cn } from './cn';
import type { ComboboxOption, ComboboxProps } from './combobox';
import { controlClassName } from './control';
import { useNamedFieldControl } from './field';
import { listItemClassName, popupClassName } from './popup';

export interface ComboboxPartsProps extends ComboboxProps {
  /** What stood here before had the focus. */
  readonly hasFocus: boolean;
  /** Somebody has already pressed it: it shows its list. */
  readonly isAsked: boolean;
}

type OptionVirtualizer = Virtualizer<HTMLDivElement, Element>;

export function ComboboxParts({
  value,
  onValueChange,
  options,
  placeholder,
  emptyText = 'Nothing matches.',
  loading = false,
  disabled = false,
  hasFocus,
  isAsked,
  ...props
}: ComboboxPartsProps) {
  const [open, setOpen] = useState(isAsked);
  const virtualizerRef = useRef<OptionVirtualizer | null>(null);
  const control = useNamedFieldControl(props['aria-label']);
  const selected =
    value === null ? null : (options.find((option) => option.value === value) ?? { value, label: value });

  return (
    <BaseCombobox.Root
      virtualized
      autoHighlight
      items={options}
      value={selected}
      onValueChange={(option) => onValueChange(option?.value ?? null)}
      open={open}
      onOpenChange={setOpen}
      disabled={disabled}
      itemToStringLabel={(option: ComboboxOption) => option.label}
      isItemEqualToValue={(a: ComboboxOption, b: ComboboxOption) => a.value === b.value}
      onItemHighlighted={(option, { reason, index }) => {
        const virtualizer = virtualizerRef.current;
        if (!option || !virtualizer || reason === 'pointer') return;
        const align = index === virtualizer.options.count - 1 ? 'start' : 'auto';
        queueMicrotask(() => virtualizer.scrollToIndex(index, { align }));
      }}
    >
      <div className="relative">
        <BaseCombobox.Input
          {...control}
          placeholder={placeholder}
          autoFocus={hasFocus}
          spellCheck={false}
          onKeyDown={(event) => {
            // Escape leaves what was chosen as it is: it closes the list, and then what is around the field.
            if (event.key === 'Escape' && !open) event.preventBaseUIHandler();
          }}
          className={cn(controlClassName, 'h-9 pr-9 font-mono text-[0.8125rem]')}
        />
        <BaseCombobox.Trigger
          aria-label="Show the list"
          className="absolute inset-y-0 right-0 flex w-9 items-center justify-center rounded-md text-muted-foreground hover:text-foreground"
        >
          <ChevronsUpDown aria-hidden className="size-3.5" />
        </BaseCombobox.Trigger>
      </div>
      <BaseCombobox.Portal>
        <BaseCombobox.Positioner sideOffset={4} className="z-60 outline-none">
          <BaseCombobox.Popup className={cn(popupClassName, 'w-(--anchor-width) max-w-(--available-width)')}>
            <BaseCombobox.Empty className="px-3 py-3 text-muted-foreground text-sm empty:hidden">
              {loading ? 'Loading…' : emptyText}
            </BaseCombobox.Empty>
            <BaseCombobox.List className="outline-none">
              <OptionList open={open} virtualizerRef={virtualizerRef} />
            </BaseCombobox.List>
          </BaseCombobox.Popup>
        </BaseCombobox.Positioner>
      </BaseCombobox.Portal>
    </BaseCombobox.Root>
  );
}

interface OptionListProps {
  readonly open: boolean;
  readonly virtualizerRef: RefObject<OptionVirtualizer | null>;
}

function OptionList({ open, virtualizerRef }: OptionListProps) {
  const options = BaseCombobox.useFilteredItems<ComboboxOption>();
  const scrollRef = useRef<HTMLDivElement | null>(null);
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    enabled: open,
    count: options.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => 34,
    overscan: 12,
    paddingStart: 4,
    paddingEnd: 4,
  });
  useImperativeHandle(virtualizerRef, () => virtualizer);
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      scrollRef.current = element;
      if (element) virtualizer.measure();
    },
    [virtualizer],
  );
  if (options.length === 0) return null;

  return (
    <div
      ref={attach}
      role="presentation"
      className="overflow-auto overscroll-contain"
      style={{ height: `min(20rem, ${virtualizer.getTotalSize()}px)`, maxHeight: 'var(--available-height)' }}
    >
      <div role="presentation" className="relative w-full" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const option = options[item.index];
          if (!option) return null;
          return (
            <BaseCombobox.Item
              key={option.value}
              index={item.index}
              value={option}
              aria-setsize={options.length}
              aria-posinset={item.index + 1}
              className={cn(listItemClassName, 'absolute inset-x-1 top-0')}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              <BaseCombobox.ItemIndicator className="col-start-1">
                <Check aria-hidden className="size-3.5" />
              </BaseCombobox.ItemIndicator>
              <span className="col-start-2 flex min-w-0 items-center gap-2">
                {option.icon}
                <span className="truncate font-mono text-[0.8125rem]">{option.label}</span>
                {option.hint && <span className="ml-auto text-muted-foreground text-xs">{option.hint}</span>}
              </span>
            </BaseCombobox.Item>
          );
        })}
      </div>
    </div>
  );
}
