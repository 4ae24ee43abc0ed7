'use client';

import { Tabs as BaseTabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { cn } from './cn';

export interface TabItem<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly count?: number | undefined;
  readonly content: ReactNode;
}

export interface TabsProps<Value extends string> {
  readonly tabs: readonly TabItem<Value>[];
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  readonly 'aria-label': string;
  readonly className?: string | undefined;
}

export function Tabs<Value extends string>({ tabs, value, onValueChange, className, ...props }: TabsProps<Value>) {
  return (
    <BaseTabs.Root value={value} onValueChange={(next) => onValueChange(next as Value)} className={className}>
      <BaseTabs.List
        aria-label={props['aria-label']}
        className="sticky top-0 z-10 flex gap-1 overflow-x-auto border-b bg-popover px-4"
      >
        {tabs.map((tab) => (
          <BaseTabs.Tab
            key={tab.value}
            value={tab.value}
            className={cn(
              'flex h-10 shrink-0 items-center gap-1.5 px-2 font-medium text-muted-foreground text-sm transition-colors hover:text-foreground',
              'focus-visible:outline-2 focus-visible:-outline-offset-2 data-active:text-foreground',
            )}
          >
            {tab.label}
            {tab.count !== undefined && (
              <span className="rounded-full bg-muted px-1.5 text-[0.6875rem] text-muted-foreground leading-4.5">
                {tab.count}
              </span>
            )}
          </BaseTabs.Tab>
        ))}
        <BaseTabs.Indicator className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) rounded-full bg-primary transition-[translate,width] ease-out" />
      </BaseTabs.List>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.value} value={tab.value} className="px-5 py-4 outline-offset-[-2px]">
          {tab.content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
