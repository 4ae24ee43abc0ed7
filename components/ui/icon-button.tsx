import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';
import { pressable } from './pressable';
import { Tooltip } from './tooltip';

const sizes = { sm: 'size-7 rounded-md', md: 'size-9 rounded-md', lg: 'size-11 rounded-md' } as const;

const tones = {
  default: 'text-muted-foreground hover:bg-muted hover:text-foreground',
  destructive: 'text-muted-foreground hover:bg-destructive-soft hover:text-destructive',
} as const;

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'children' | 'aria-label'> {
  /** The accessible name, shown as a tooltip. */
  readonly label: string;
  readonly size?: keyof typeof sizes;
  readonly tone?: keyof typeof tones;
  readonly tooltip?: boolean;
  /** Why the person may not press it; it is then disabled and says so. */
  readonly refusal?: string | null;
  readonly tooltipSide?: 'top' | 'right' | 'bottom' | 'left';
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function IconButton({
  label,
  size = 'md',
  tone = 'default',
  tooltip = true,
  tooltipSide,
  refusal = null,
  disabled,
  className,
  children,
  ...props
}: IconButtonProps) {
  const button = (
    <button
      {...pressable(props, disabled === true || refusal !== null)}
      aria-label={label}
      className={cn(
        'inline-flex shrink-0 items-center justify-center transition-colors',
        "data-disabled:opacity-50 [&_svg:not([class*='size-'])]:size-4",
        sizes[size],
        tones[tone],
        className,
      )}
    >
      {children}
    </button>
  );
  return tooltip || refusal !== null ? (
    <Tooltip content={refusal ?? label} side={tooltipSide}>
      {button}
    </Tooltip>
  ) : (
    button
  );
}
