import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { cn } from './cn';

export interface CheckboxProps {
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly disabled?: boolean;
  readonly className?: string | undefined;
}

const boxClassName =
  'flex size-4.5 shrink-0 items-center justify-center rounded-sm border border-input bg-card transition-colors data-checked:border-primary data-checked:bg-primary data-disabled:opacity-50 data-indeterminate:border-primary data-indeterminate:bg-primary';

export interface CheckBoxProps {
  readonly checked: boolean;
  readonly indeterminate?: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  /** The accessible name; nothing is written beside the box. */
  readonly label: string;
}

/** A box alone, for the rows of a table. */
export function CheckBox({ checked, indeterminate = false, onCheckedChange, label }: CheckBoxProps) {
  const Mark = indeterminate ? Minus : Check;
  return (
    <BaseCheckbox.Root
      aria-label={label}
      checked={checked}
      indeterminate={indeterminate}
      onCheckedChange={onCheckedChange}
      className={cn(boxClassName, "relative after:absolute after:-inset-1.5 after:content-['']")}
    >
      <BaseCheckbox.Indicator className="text-primary-foreground data-unchecked:hidden">
        <Mark aria-hidden className="size-3.5" strokeWidth={3} />
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
  );
}

export function Checkbox({ checked, onCheckedChange, label, help, disabled = false, className }: CheckboxProps) {
  const id = useId();
  return (
    <label htmlFor={id} className={cn('flex min-h-6 items-start gap-2.5 text-sm', className)}>
      <BaseCheckbox.Root
        id={id}
        checked={checked}
        onCheckedChange={onCheckedChange}
        disabled={disabled}
        className={cn(boxClassName, 'mt-px')}
      >
        <BaseCheckbox.Indicator className="text-primary-foreground data-unchecked:hidden">
          <Check aria-hidden className="size-3.5" strokeWidth={3} />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span>
        {label}
        {help && <span className="block text-muted-foreground text-xs">{help}</span>}
      </span>
    </label>
  );
}
