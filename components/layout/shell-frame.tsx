import type { ReactNode } from 'react';

export interface ShellFrameProps {
  readonly top: ReactNode;
  /** The ways to other pages: at the side of wide screens, at the bottom of narrow ones. */
  readonly rail: ReactNode;
  readonly bar: ReactNode;
  /** The page itself. */
  readonly children: ReactNode;
}

/** Where everything stands that is the same on every page. */
export function ShellFrame({ top, rail, bar, children }: ShellFrameProps) {
  return (
    <div className="grid h-dvh grid-cols-1 grid-rows-[auto_minmax(0,1fr)_auto] lg:grid-cols-[4.75rem_minmax(0,1fr)] lg:grid-rows-[auto_minmax(0,1fr)]">
      <header className="col-span-full flex h-12 items-center gap-2 pr-2 pl-3 sm:gap-3 lg:pl-0">{top}</header>
      <nav aria-label="Main" className="hidden flex-col items-center gap-1 px-1 py-3 lg:flex">
        {rail}
      </nav>
      <main
        id="content"
        tabIndex={-1}
        className="flex min-h-0 min-w-0 flex-col overflow-hidden border-t bg-card outline-none lg:rounded-tl-xl lg:border-l"
      >
        {children}
      </main>
      <nav
        aria-label="Main"
        className="flex border-t bg-background px-1 pb-[env(safe-area-inset-bottom,0px)] lg:hidden"
      >
        {bar}
      </nav>
    </div>
  );
}
