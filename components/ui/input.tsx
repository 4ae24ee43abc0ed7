import type { ComponentProps } from 'react';
import { cn } from './cn';
import { controlClassName } from './control';
import { useFieldControl } from './field';

export interface InputProps extends Omit<ComponentProps<'input'>, 'className' | 'onChange'> {
  readonly mono?: boolean;
  readonly onValueChange?: (value: string) => void;
  readonly className?: string | undefined;
}

export function Input({ mono = false, onValueChange, className, ...props }: InputProps) {
  const control = useFieldControl();
  return (
    <input
      autoComplete="off"
      spellCheck={false}
      {...control}
      data-disabled={props.disabled === true ? '' : undefined}
      {...props}
      {...(onValueChange ? { onChange: (event) => onValueChange(event.target.value) } : {})}
      className={cn(controlClassName, 'h-9', mono && 'font-mono text-[0.8125rem]', className)}
    />
  );
}
