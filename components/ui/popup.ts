import { cn } from './cn';

export const popupClassName = cn(
  'origin-(--transform-origin) rounded-lg border bg-popover text-popover-foreground text-sm shadow-popup outline-none',
  'transition-[opacity,scale] ease-out data-starting-style:scale-97 data-starting-style:opacity-0 data-ending-style:opacity-0',
);

export const listItemClassName = cn(
  'grid min-h-8 cursor-default grid-cols-[1rem_minmax(0,1fr)] items-center gap-x-2 rounded-md px-2 py-1.5 outline-none select-none',
  'data-highlighted:bg-accent data-highlighted:text-accent-foreground data-disabled:opacity-50',
);

export const backdropClassName =
  'fixed inset-0 z-40 bg-backdrop transition-opacity duration-250 data-ending-style:opacity-0 data-starting-style:opacity-0';
