'use client';

import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pause, Play } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { NeedsTag } from '@/components/layout/needs-tag';
import { ResourceBody } from '@/components/layout/resource-body';
import { ResourcePage } from '@/components/layout/resource-page';
import { useTableState } from '@/components/layout/use-table-state';
import { useSession } from '@/components/session/use-session';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { FilterInput } from '@/components/ui/filter-input';
import { Segmented } from '@/components/ui/segmented';
import type { LogLine } from '@/lib/admin-api';
import { listLogLines } from '@/lib/admin-client';
import { logLevels } from '@/lib/log-levels';
import { choiceParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';
import { LogList } from './log-list';

const refetchInterval = 1000;
const maxLines = 1000;

interface Log {
  readonly lines: readonly LogLine[];
  readonly last: number;
}

const queryKey = ['log'];
const empty: Log = { lines: [], last: 0 };

/** The lines of the log as they come; only those that are new are fetched. */
function useLog(): UseQueryResult<Log> {
  const queryClient = useQueryClient();
  return useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<Log> => {
      const known = queryClient.getQueryData<Log>(queryKey) ?? empty;
      const news = await listLogLines(known.last, signal);
      // A broker that has started anew counts from one again.
      if (news.last < known.last) {
        const { items, last } = await listLogLines(0, signal);
        return { lines: items, last };
      }
      return { lines: [...known.lines, ...news.items].slice(-maxLines), last: news.last };
    },
    refetchInterval,
  });
}

const levelOptions = [
  { value: 'debug', label: 'All' },
  { value: 'info', label: 'Info' },
  { value: 'warn', label: 'Warnings' },
  { value: 'error', label: 'Errors' },
] as const;

/** What the broker has to say about itself, live. */
export function LogsView() {
  const { data: user } = useSession();
  const mayLook = user === undefined || user.tags.some((tag) => tag === 'administrator' || tag === 'monitoring');
  return mayLook ? <Logs /> : <NeedsTag tag="monitoring" what="Log lines" />;
}

function Logs() {
  const query = useLog();
  const { filter, setFilter } = useTableState('');
  const [level, setLevel] = useUrlParam('level', choiceParam(logLevels).withDefault('debug'));
  const [held, setHeld] = useState<readonly LogLine[] | null>(null);
  const needle = useDeferredValue(filter).trim().toLowerCase();
  const all = held ?? query.data?.lines ?? empty.lines;
  const from = logLevels.indexOf(level);
  const lines = all.filter((line) => logLevels.indexOf(line.level) >= from && line.text.toLowerCase().includes(needle));
  return (
    <ResourcePage
      title="Log"
      count={query.data ? lines.length : null}
      hasSheet={false}
      actions={
        <Button size="sm" aria-pressed={held !== null} onClick={() => setHeld(held === null ? all : null)}>
          {held === null ? <Pause aria-hidden className="size-3.5" /> : <Play aria-hidden className="size-3.5" />}
          {held === null ? 'Hold still' : 'Go on'}
        </Button>
      }
      toolbar={
        <>
          <div className="min-w-0 flex-1 basis-72">
            <FilterInput label="Filter the log" value={filter} onValueChange={setFilter} />
          </div>
          <Segmented
            aria-label="At least as severe as"
            size="sm"
            value={level}
            onValueChange={(next) => setLevel(next)}
            options={levelOptions}
          />
        </>
      }
    >
      <ResourceBody query={query} label="the log">
        {() =>
          lines.length === 0 ? (
            <EmptyState title={all.length === 0 ? 'Nothing was logged yet' : 'No line matches'}>
              The last thousand lines since the start of the broker are here, the newest on top. Passwords are not among
              them.
            </EmptyState>
          ) : (
            <LogList lines={lines} />
          )
        }
      </ResourceBody>
    </ResourcePage>
  );
}
