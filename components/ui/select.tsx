'use client';

import { ChevronsUpDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { cn } from './cn';
import { controlClassName } from './control';
import { useNamedFieldControl } from './field';
import { whenIdle } from './when-idle';

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: ReactNode;
}

export interface SelectProps<Value extends string> {
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  readonly options: readonly SelectOption<Value>[];
  readonly disabled?: boolean;
  readonly 'aria-label'?: string;
  readonly className?: string | undefined;
}

const useParts = whenIdle(() => import('./select-parts'));

/** Chooses one of a few options; each may say more about itself. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { part, ask } = useParts();
  const [isFocused, setFocused] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const control = useNamedFieldControl(props['aria-label']);
  if (part !== null) return <part.SelectParts {...props} hasFocus={isFocused || isAsked} isAsked={isAsked} />;
  const { value, options } = props;
  return (
    <button
      type="button"
      aria-busy
      role="combobox"
      aria-haspopup="listbox"
      aria-expanded={false}
      {...control}
      disabled={props.disabled}
      onPointerEnter={ask}
      onFocus={() => {
        setFocused(true);
        ask();
      }}
      onBlur={() => {
        setFocused(false);
        setAsked(false);
      }}
      onClick={() => {
        setAsked(true);
        ask();
      }}
      className={cn(controlClassName, 'flex h-9 items-center justify-between gap-2 pr-2 text-left', props.className)}
    >
      <span className="truncate">{options.find((option) => option.value === value)?.label ?? value}</span>
      <ChevronsUpDown aria-hidden className="size-3.5 text-muted-foreground" />
    </button>
  );
}
