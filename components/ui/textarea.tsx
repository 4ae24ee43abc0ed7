import type { ComponentProps } from 'react';
import { cn } from './cn';
import { controlClassName } from './control';
import { useFieldControl } from './field';

export interface TextareaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'value' | 'defaultValue'> {
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly mono?: boolean;
}

export function Textarea({ mono = false, className, value, onValueChange, ...props }: TextareaProps) {
  const control = useFieldControl();
  return (
    <textarea
      rows={5}
      spellCheck={false}
      {...control}
      data-disabled={props.disabled === true ? '' : undefined}
      {...props}
      value={value}
      onChange={(event) => onValueChange(event.target.value)}
      className={cn(
        controlClassName,
        'min-h-20 resize-y py-2 leading-relaxed',
        mono && 'font-mono text-[0.8125rem]',
        className,
      )}
    />
  );
}
