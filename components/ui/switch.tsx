import { type ReactNode, useId } from 'react';
import { cn } from './cn';
import { Explained, useExplanationOnFocus } from './explained';

export interface SwitchProps {
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly label: ReactNode;
  /** What the label means, in plain words of the glossary. */
  readonly explained?: string;
  readonly disabled?: boolean;
  readonly className?: string | undefined;
}

export function Switch({ checked, onCheckedChange, label, explained, disabled = false, className }: SwitchProps) {
  const id = useId();
  const onFocus = useExplanationOnFocus(explained);
  return (
    <label
      htmlFor={id}
      {...onFocus}
      className={cn('flex min-h-6 items-center gap-2 text-sm whitespace-nowrap', className)}
    >
      <span className="relative flex h-5 w-8.5 shrink-0 items-center rounded-full border border-input bg-muted p-0.5 transition-colors has-checked:border-primary has-checked:bg-primary has-disabled:opacity-50 has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2">
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={checked}
          aria-checked={checked}
          aria-describedby={explained === undefined ? undefined : `${id}-explained`}
          onChange={(event) => onCheckedChange(event.target.checked)}
          disabled={disabled}
          className="peer absolute inset-0 m-0 size-full opacity-0"
        />
        <span
          aria-hidden
          className="pointer-events-none size-3.5 rounded-full bg-muted-foreground transition-[translate,background-color] peer-checked:translate-x-3.5 peer-checked:bg-primary-foreground"
        />
      </span>
      <Explained by={explained}>{label}</Explained>
      {explained !== undefined && (
        <span id={`${id}-explained`} hidden>
          {explained}
        </span>
      )}
    </label>
  );
}
