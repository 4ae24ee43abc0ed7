'use client';

import { Menu as BaseMenu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';
import type { MenuProps } from './menu';
import { popupClassName } from './popup';

/** The menu itself, open from its first moment: it is loaded when somebody asks for it. */
export function MenuRoot({ trigger, align = 'start', side = 'bottom', children }: MenuProps) {
  return (
    <BaseMenu.Root defaultOpen>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner align={align} side={side} sideOffset={6} className="z-60 outline-none">
          <BaseMenu.Popup className={cn(popupClassName, 'max-h-(--available-height) min-w-48 overflow-y-auto p-1')}>
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

const itemClassName = cn(
  'flex min-h-8 cursor-default select-none items-center gap-2 rounded-md px-2 py-1.5 outline-none',
  'data-highlighted:bg-accent data-highlighted:text-accent-foreground data-disabled:opacity-50',
  "[&_svg:not([class*='size-'])]:size-4",
);

export interface MenuItemProps {
  readonly onClick: () => void;
  readonly icon?: ReactNode;
  readonly destructive?: boolean;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export function MenuItem({ onClick, icon, destructive = false, disabled = false, children }: MenuItemProps) {
  return (
    <BaseMenu.Item
      onClick={onClick}
      disabled={disabled}
      className={cn(
        itemClassName,
        destructive && 'text-destructive data-highlighted:bg-destructive-soft data-highlighted:text-destructive',
      )}
    >
      {icon}
      {children}
    </BaseMenu.Item>
  );
}

export interface MenuRadioGroupProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode; readonly icon?: ReactNode }[];
}

export function MenuRadioGroup<Value extends string>({
  label,
  value,
  onValueChange,
  options,
}: MenuRadioGroupProps<Value>) {
  return (
    <BaseMenu.Group>
      <BaseMenu.GroupLabel className="px-2 py-1 text-muted-foreground text-xs">{label}</BaseMenu.GroupLabel>
      <BaseMenu.RadioGroup value={value} onValueChange={(next) => onValueChange(next as Value)}>
        {options.map((option) => (
          <BaseMenu.RadioItem key={option.value} value={option.value} closeOnClick className={itemClassName}>
            {option.icon}
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
            <BaseMenu.RadioItemIndicator>
              <Check aria-hidden />
            </BaseMenu.RadioItemIndicator>
          </BaseMenu.RadioItem>
        ))}
      </BaseMenu.RadioGroup>
    </BaseMenu.Group>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="my-1 h-px bg-border" />;
}

export interface MenuCheckItemProps {
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export function MenuCheckItem({ checked, onCheckedChange, disabled = false, children }: MenuCheckItemProps) {
  return (
    <BaseMenu.CheckboxItem
      checked={checked}
      onCheckedChange={onCheckedChange}
      disabled={disabled}
      className={itemClassName}
    >
      <span className="flex size-4 items-center justify-center">
        <BaseMenu.CheckboxItemIndicator>
          <Check aria-hidden />
        </BaseMenu.CheckboxItemIndicator>
      </span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </BaseMenu.CheckboxItem>
  );
}

/** A heading over items of a menu. */
export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <div className="px-2 py-1 text-muted-foreground text-xs">{children}</div>;
}
