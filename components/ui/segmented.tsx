import { type ReactNode, useId } from 'react';
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

/** Radio buttons drawn as one control: for two to five short options. Where there is little room they take two lines. */
export function Segmented<Value extends string>({
  value,
  onValueChange,
  options,
  size = 'md',
  className,
  ...props
}: SegmentedProps<Value>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={props['aria-label']}
      className={cn('flex max-w-full flex-wrap gap-0.5 rounded-md bg-muted p-0.5', className)}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={cn(
            'relative flex min-w-0 flex-auto select-none items-center justify-center gap-1.5 rounded-[0.375rem] px-2.5 font-medium text-muted-foreground whitespace-nowrap transition-colors hover:text-foreground',
            "has-checked:bg-card has-checked:text-foreground has-checked:shadow-raised [&_svg]:shrink-0 [&_svg:not([class*='size-'])]:size-4",
            'has-checked:outline-solid has-checked:outline-1 has-checked:-outline-offset-1 has-checked:outline-input/50',
            'has-focus-visible:outline-2 has-focus-visible:outline-ring',
            size === 'sm' ? 'h-6 text-xs' : 'h-8 text-sm',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onValueChange(option.value)}
            className="absolute inset-0 m-0 size-full opacity-0"
          />
          {option.icon}
          {option.label}
        </label>
      ))}
    </div>
  );
}
