'use client';

import { Search, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { cn } from './cn';
import { controlClassName } from './control';
import { isTyping } from './is-typing';
import { Kbd } from './kbd';

export interface FilterInputProps {
  readonly label: string;
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly size?: 'sm' | 'md';
  readonly className?: string;
}

/** Filters a list as one types; `/` focuses it from anywhere. */
export function FilterInput({ label, value, onValueChange, size = 'md', className }: FilterInputProps) {
  const isSmall = size === 'sm';
  const ref = useRef<HTMLInputElement>(null);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target)) return;
      event.preventDefault();
      ref.current?.focus();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <div className={cn('relative', className)}>
      <Search
        aria-hidden
        className={cn(
          'pointer-events-none absolute left-2.5 text-muted-foreground',
          isSmall ? 'top-1.75 size-3.5' : 'top-2.5 size-4',
        )}
      />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onValueChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.stopPropagation();
            onValueChange('');
          }
        }}
        className={cn(
          controlClassName,
          'peer pr-9 [&::-webkit-search-cancel-button]:hidden',
          isSmall ? 'h-7 pl-7.5 text-xs' : 'h-9 pl-8.5',
        )}
      />
      {value === '' ? (
        <span className="pointer-events-none absolute inset-y-0 right-2 hidden items-center peer-focus:hidden pointer-fine:flex">
          <Kbd>/</Kbd>
        </span>
      ) : (
        <button
          type="button"
          aria-label="Clear the filter"
          onClick={() => {
            onValueChange('');
            ref.current?.focus();
          }}
          className={cn(
            'absolute right-1.5 flex size-6 items-center justify-center rounded-sm text-muted-foreground hover:text-foreground',
            isSmall ? 'top-0.5' : 'top-1.5',
          )}
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  );
}
