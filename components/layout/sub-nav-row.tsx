import type { ReactNode } from 'react';

/** One line, which scrolls on a narrow screen. */
export function SubNavRow({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <nav aria-label={label} className="relative flex shrink-0 gap-1 overflow-x-auto border-b px-2">
      {children}
    </nav>
  );
}

export const subNavLinkClassName =
  'relative flex h-10 shrink-0 items-center px-2 font-medium text-muted-foreground text-sm -outline-offset-2 transition-colors hover:text-foreground aria-[current]:text-foreground aria-[current]:after:absolute aria-[current]:after:inset-x-2 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:rounded-full aria-[current]:after:bg-primary';
