import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { type ReactNode, useId } from 'react';
import { cn } from './cn';

export interface RadioCardOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly help: ReactNode;
  readonly icon?: ReactNode;
}

export interface RadioCardsProps<Value extends string> {
  readonly legend: string;
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  readonly options: readonly RadioCardOption<Value>[];
  readonly columns?: 1 | 2;
}

/** Radio buttons that explain themselves. */
export function RadioCards<Value extends string>({
  legend,
  value,
  onValueChange,
  options,
  columns = 2,
}: RadioCardsProps<Value>) {
  const id = useId();
  return (
    <div>
      <div id={id} className="mb-1.5 font-medium text-sm">
        {legend}
      </div>
      <RadioGroup
        value={value}
        onValueChange={(next) => onValueChange(next as Value)}
        aria-labelledby={id}
        className={cn('grid gap-2', columns === 2 && '@md:grid-cols-2')}
      >
        {options.map((option) => (
          <label
            key={option.value}
            htmlFor={`${id}-${option.value}`}
            className="flex gap-2.5 rounded-md border border-border bg-card p-2.5 text-sm transition-colors hover:border-input has-data-checked:border-primary has-data-checked:bg-accent/45"
          >
            <Radio.Root
              id={`${id}-${option.value}`}
              value={option.value}
              className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-input bg-card data-checked:border-primary data-checked:bg-primary"
            >
              <Radio.Indicator className="size-1.5 rounded-full bg-primary-foreground data-unchecked:hidden" />
            </Radio.Root>
            <span className="min-w-0">
              <span className="flex items-center gap-1.5 font-medium">
                {option.label}
                {option.icon}
              </span>
              <span className="block text-muted-foreground text-xs leading-snug">{option.help}</span>
            </span>
          </label>
        ))}
      </RadioGroup>
    </div>
  );
}
