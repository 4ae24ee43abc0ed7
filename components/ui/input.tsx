import { Input as BaseInput } from '@base-ui/react/input';
import { cn } from './cn';
import { controlClassName } from './control';

export interface InputProps extends Omit<BaseInput.Props, 'className'> {
  readonly mono?: boolean;
  readonly className?: string | undefined;
}

export function Input({ mono = false, className, ...props }: InputProps) {
  return (
    <BaseInput
      autoComplete="off"
      spellCheck={false}
      {...props}
      className={cn(controlClassName, 'h-9', mono && 'font-mono text-[0.8125rem]', className)}
    />
  );
}
