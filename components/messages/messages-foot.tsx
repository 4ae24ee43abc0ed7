'use client';

import { Button } from '@/components/ui/button';
import { formatCount, formatTime } from '@/lib/format';
import type { usePeek } from './use-peek';

/** How much was looked at, and the way to more. */
export function MessagesFoot({ peek }: { readonly peek: ReturnType<typeof usePeek> }) {
  const { query, messages, scanned, total } = peek;
  return (
    <div className="flex min-h-10 items-center gap-3 border-t px-4 text-muted-foreground text-xs">
      <p role="status">
        {formatCount(messages.length)} shown, {formatCount(Math.max(scanned, messages.length))} of {formatCount(total)}{' '}
        looked at, as of {formatTime(query.dataUpdatedAt)}
      </p>
      {query.hasNextPage && (
        <Button
          size="sm"
          variant="ghost"
          className="ml-auto"
          pending={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          Look further
        </Button>
      )}
    </div>
  );
}
