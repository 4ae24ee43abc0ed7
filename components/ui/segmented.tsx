import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ReactNode } from 'react';
import { cn } from './cn';

export interface SegmentedOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly icon?: ReactNode;
}

export interface SegmentedProps<Value extends string> {
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  readonly options: readonly SegmentedOption<Value>[];
  readonly 'aria-label'?: string;
  readonly size?: 'sm' | 'md';
  readonly className?: string | undefined;
}

/** Radio buttons drawn as one control: for two to five short options. */
export function Segmented<Value extends string>({
  value,
  onValueChange,
  options,
  size = 'md',
  className,
  ...props
}: SegmentedProps<Value>) {
  return (
    <RadioGroup
      value={value}
      onValueChange={(next) => onValueChange(next as Value)}
      aria-label={props['aria-label']}
      className={cn('flex max-w-full gap-0.5 rounded-md bg-muted p-0.5', className)}
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          nativeButton
          render={<button type="button" />}
          className={cn(
            'flex min-w-0 flex-auto select-none items-center justify-center gap-1.5 rounded-[0.375rem] px-2.5 font-medium text-muted-foreground whitespace-nowrap transition-colors hover:text-foreground',
            "data-checked:bg-card data-checked:text-foreground data-checked:shadow-raised [&_svg]:shrink-0 [&_svg:not([class*='size-'])]:size-4",
            'data-checked:outline-solid data-checked:outline-1 data-checked:-outline-offset-1 data-checked:outline-input/50',
            'focus-visible:outline-2 focus-visible:outline-ring',
            size === 'sm' ? 'h-6 text-xs' : 'h-8 text-sm',
          )}
        >
          {option.icon}
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
