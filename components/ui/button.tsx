import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';
import { type ButtonSize, type ButtonVariant, buttonClassName } from './button-class';
import { cn } from './cn';
import { pressable } from './pressable';
import { Tooltip } from './tooltip';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly pending?: boolean;
  /** Why the person may not press it; it is then disabled and says so. */
  readonly refusal?: string | null;
  readonly className?: string | undefined;
}

export function Button({
  variant,
  size,
  pending = false,
  refusal = null,
  disabled,
  className,
  children,
  ...props
}: ButtonProps) {
  const button = (
    <button
      {...pressable(props, disabled === true || pending || refusal !== null)}
      aria-busy={pending || undefined}
      className={cn(
        buttonClassName(variant, size),
        refusal !== null && 'data-disabled:pointer-events-auto active:translate-y-0',
        className,
      )}
    >
      {pending && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
  return refusal === null ? button : <Tooltip content={refusal}>{button}</Tooltip>;
}
