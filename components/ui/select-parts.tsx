'use client';

import { Select as BaseSelect } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { cn } from './cn';
import { controlClassName } from './control';
import { useNamedFieldControl } from './field';
import { listItemClassName, popupClassName } from './popup';
import type { SelectProps } from './select';

export interface SelectPartsProps<Value extends string> extends SelectProps<Value> {
  /** It takes over the focus of what stood in its place. */
  readonly hasFocus: boolean;
  /** Somebody has already pressed it: it shows its list. */
  readonly isAsked: boolean;
}

export function SelectParts<Value extends string>({
  value,
  onValueChange,
  options,
  className,
  hasFocus,
  isAsked,
  ...props
}: SelectPartsProps<Value>) {
  const control = useNamedFieldControl(props['aria-label']);
  return (
    <BaseSelect.Root
      items={options}
      value={value}
      onValueChange={(next) => next !== null && onValueChange(next)}
      disabled={props.disabled === true}
      modal={false}
      defaultOpen={isAsked}
    >
      <BaseSelect.Trigger
        {...control}
        autoFocus={hasFocus}
        className={cn(controlClassName, 'flex h-9 items-center justify-between gap-2 pr-2 text-left', className)}
      >
        <BaseSelect.Value className="truncate" />
        <BaseSelect.Icon>
          <ChevronsUpDown aria-hidden className="size-3.5 text-muted-foreground" />
        </BaseSelect.Icon>
      </BaseSelect.Trigger>
      <BaseSelect.Portal>
        <BaseSelect.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-60 outline-none">
          <BaseSelect.Popup className={cn(popupClassName, 'min-w-(--anchor-width)')}>
            <BaseSelect.List className="max-h-[min(22rem,var(--available-height))] overflow-y-auto p-1">
              {options.map((option) => (
                <BaseSelect.Item key={option.value} value={option.value} className={listItemClassName}>
                  <BaseSelect.ItemIndicator className="col-start-1 row-start-1">
                    <Check aria-hidden className="size-3.5" />
                  </BaseSelect.ItemIndicator>
                  <BaseSelect.ItemText className="col-start-2 truncate">{option.label}</BaseSelect.ItemText>
                  {option.hint && <span className="col-start-2 text-muted-foreground text-xs">{option.hint}</span>}
                </BaseSelect.Item>
              ))}
            </BaseSelect.List>
          </BaseSelect.Popup>
        </BaseSelect.Positioner>
      </BaseSelect.Portal>
    </BaseSelect.Root>
  );
}
