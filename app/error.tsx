'use client';

import { CollapsedTunnel } from '@/components/session/collapsed-tunnel';
import { buttonClassName } from '@/components/ui/button-class';

/** For what nobody has foreseen. Every page brings this along, so it is made of little. */
export default function PageError({ error, reset }: { readonly error: Error; readonly reset: () => void }) {
  return (
    <main className="flex min-h-dvh items-center justify-center">
      <div role="alert" className="flex flex-col items-center gap-3 px-6 py-16 text-center">
        <CollapsedTunnel />
        <p className="max-w-md font-semibold text-base text-balance">Something went wrong in this page.</p>
        <p className="max-w-md font-mono text-muted-foreground text-xs break-words">{String(error)}</p>
        <button type="button" className={buttonClassName()} onClick={reset}>
          Try again
        </button>
      </div>
    </main>
  );
}
