export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'destructive' | 'destructive-ghost';
export type ButtonSize = 'sm' | 'md' | 'lg';

const always =
  'inline-flex shrink-0 select-none items-center justify-center font-medium whitespace-nowrap ' +
  'transition-[background-color,border-color,color,translate] active:translate-y-px ' +
  'data-disabled:pointer-events-none data-disabled:opacity-55 ' +
  "[&_svg]:pointer-events-none [&_svg]:shrink-0 [&_svg:not([class*='size-'])]:size-4";

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-primary text-primary-foreground hover:bg-primary-hover',
  secondary: 'border border-input/60 bg-card text-foreground hover:border-input hover:bg-muted',
  ghost: 'text-foreground hover:bg-muted',
  destructive: 'bg-destructive text-destructive-foreground hover:bg-destructive-hover',
  'destructive-ghost': 'text-destructive hover:bg-destructive-soft',
};

const sizes: Record<ButtonSize, string> = {
  sm: 'h-7 gap-1.5 rounded-md px-2.5 text-xs',
  md: 'h-9 gap-2 rounded-md px-3.5 text-sm',
  lg: 'h-11 gap-2 rounded-md px-5 text-base',
};

/** How a button looks; for links that look like one, too. */
export function buttonClassName(variant: ButtonVariant = 'secondary', size: ButtonSize = 'md'): string {
  return `${always} ${variants[variant]} ${sizes[size]}`;
}
