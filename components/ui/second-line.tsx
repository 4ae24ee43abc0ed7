import type { ReactNode } from 'react';

/** Under the name of a row in a narrow table: what has no column there. */
export function SecondLine({ children }: { readonly children: ReactNode }) {
  return <span className="block truncate text-muted-foreground text-xs">{children}</span>;
}
