import { Switch as BaseSwitch } from '@base-ui/react/switch';
import { type ReactNode, useId } from 'react';
import { cn } from './cn';

export interface SwitchProps {
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly label: ReactNode;
  readonly disabled?: boolean;
  readonly className?: string | undefined;
}

export function Switch({ checked, onCheckedChange, label, disabled = false, className }: SwitchProps) {
  const id = useId();
  return (
    <label htmlFor={id} className={cn('flex min-h-6 items-center gap-2 text-sm whitespace-nowrap', className)}>
      <BaseSwitch.Root
        id={id}
        checked={checked}
        onCheckedChange={onCheckedChange}
        disabled={disabled}
        className="flex h-5 w-8.5 shrink-0 items-center rounded-full border border-input bg-muted p-0.5 transition-colors data-checked:border-primary data-checked:bg-primary data-disabled:opacity-50"
      >
        <BaseSwitch.Thumb className="size-3.5 rounded-full bg-muted-foreground transition-[translate,background-color] data-checked:translate-x-3.5 data-checked:bg-primary-foreground" />
      </BaseSwitch.Root>
      {label}
    </label>
  );
}
