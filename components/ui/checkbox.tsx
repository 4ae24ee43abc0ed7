import { Check, Minus } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { cn } from './cn';
import { Explained, useExplanationOnFocus } from './explained';

export interface CheckboxProps {
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly label: ReactNode;
  /** What the label means, in plain words of the glossary. */
  readonly explained?: string | undefined;
  readonly help?: ReactNode;
  readonly disabled?: boolean;
  readonly className?: string | undefined;
}

const boxClassName = cn(
  'relative flex size-4.5 shrink-0 items-center justify-center rounded-sm border border-input bg-card text-primary-foreground transition-colors',
  'has-checked:border-primary has-checked:bg-primary has-indeterminate:border-primary has-indeterminate:bg-primary',
  'has-disabled:opacity-50 has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2',
);
/** The real box lies over the drawn one and is as large as a finger needs. */
const inputClassName = 'absolute -top-1.75 -left-1.75 m-0 size-7.5 opacity-0';

export interface CheckBoxProps {
  readonly checked: boolean;
  readonly indeterminate?: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  /** The accessible name; nothing is written beside the box. */
  readonly label: string;
}

/** A box alone, for the rows of a table. */
export function CheckBox({ checked, indeterminate = false, onCheckedChange, label }: CheckBoxProps) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = indeterminate;
  }, [indeterminate]);
  const Mark = indeterminate ? Minus : Check;
  return (
    <span className={boxClassName}>
      {(checked || indeterminate) && <Mark aria-hidden className="size-3.5" strokeWidth={3} />}
      <input
        ref={ref}
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={(event) => onCheckedChange(event.target.checked)}
        className={inputClassName}
      />
    </span>
  );
}

export function Checkbox(props: CheckboxProps) {
  const { checked, onCheckedChange, label, explained, help, disabled = false, className } = props;
  const id = useId();
  const onFocus = useExplanationOnFocus(explained);
  return (
    <label htmlFor={id} {...onFocus} className={cn('flex min-h-6 items-start gap-2.5 text-sm', className)}>
      <span className={cn(boxClassName, 'mt-px')}>
        {checked && <Check aria-hidden className="size-3.5" strokeWidth={3} />}
        <input
          id={id}
          type="checkbox"
          checked={checked}
          aria-describedby={explained === undefined ? undefined : `${id}-explained`}
          onChange={(event) => onCheckedChange(event.target.checked)}
          disabled={disabled}
          className={inputClassName}
        />
      </span>
      <span>
        <Explained by={explained}>{label}</Explained>
        {help && <span className="block text-muted-foreground text-xs">{help}</span>}
      </span>
      {explained !== undefined && (
        <span id={`${id}-explained`} hidden>
          {explained}
        </span>
      )}
    </label>
  );
}
