'use client';

import { ChevronsUpDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { cn } from './cn';
import { controlClassName } from './control';
import { useNamedFieldControl } from './field';
import { whenIdle } from './when-idle';

export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly hint?: string;
}

export interface ComboboxProps {
  readonly value: string | null;
  readonly onValueChange: (value: string | null) => void;
  readonly options: readonly ComboboxOption[];
  readonly placeholder?: string;
  readonly emptyText?: string;
  readonly loading?: boolean;
  readonly disabled?: boolean;
  readonly 'aria-label'?: string;
}

const useParts = whenIdle(() => import('./combobox-parts'));

/** Chooses one option among thousands: the list is virtual, the text filters it. */
export function Combobox(props: ComboboxProps) {
  const { part, ask } = useParts();
  const [isFocused, setFocused] = useState(false);
  const [isPressed, setPressed] = useState(false);
  const control = useNamedFieldControl(props['aria-label']);
  if (part !== null) return <part.ComboboxParts {...props} hasFocus={isFocused} isAsked={isPressed} />;
  const { value, options, placeholder } = props;
  return (
    <div className="relative">
      <input
        readOnly
        role="combobox"
        aria-expanded={false}
        aria-busy
        {...control}
        placeholder={placeholder}
        value={options.find((option) => option.value === value)?.label ?? value ?? ''}
        disabled={props.disabled}
        onPointerEnter={ask}
        onPointerDown={() => setPressed(true)}
        onFocus={() => {
          setFocused(true);
          ask();
        }}
        onBlur={() => {
          setFocused(false);
          setPressed(false);
        }}
        className={cn(controlClassName, 'h-9 pr-9 font-mono text-[0.8125rem]')}
      />
      <ChevronsUpDown
        aria-hidden
        className="pointer-events-none absolute top-2.75 right-2.75 size-3.5 text-muted-foreground"
      />
    </div>
  );
}
