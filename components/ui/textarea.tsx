import { Field as BaseField } from '@base-ui/react/field';
import type { ComponentProps } from 'react';
import { cn } from './cn';
import { controlClassName } from './control';

export interface TextareaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'value' | 'defaultValue'> {
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly mono?: boolean;
}

export function Textarea({ mono = false, className, value, onValueChange, ...props }: TextareaProps) {
  return (
    <BaseField.Control
      value={value}
      onValueChange={onValueChange}
      render={
        <textarea
          rows={5}
          spellCheck={false}
          {...props}
          className={cn(
            controlClassName,
            'min-h-20 resize-y py-2 leading-relaxed',
            mono && 'font-mono text-[0.8125rem]',
            className,
          )}
        />
      }
    />
  );
}
