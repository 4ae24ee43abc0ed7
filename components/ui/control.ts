import { cn } from './cn';

/** How every field that one types into looks. */
export const controlClassName = cn(
  'w-full min-w-0 rounded-md border border-input bg-card px-3 text-foreground text-sm transition-[border-color,box-shadow]',
  'placeholder:text-muted-foreground hover:border-foreground/60',
  'focus-visible:border-ring focus-visible:outline-2 focus-visible:outline-ring focus-visible:-outline-offset-1',
  'data-disabled:cursor-not-allowed data-disabled:opacity-60 data-invalid:border-destructive pointer-coarse:text-base',
);
