'use client';

import { useCallback, useState } from 'react';
import { textParam, textsParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';

const none: readonly string[] = [];
const text = textParam.withDefault('');
const texts = textsParam.withDefault(none);
const openRow = textParam.withHistory('push');

/** Filter, sort, columns and the open row of a table, kept in the URL; and the rows chosen for an act upon many. */
export function useTableState(defaultSort: string) {
  const [filter, setFilterParam] = useUrlParam('q', text);
  const [sort, setSort] = useUrlParam('sort', textParam.withDefault(defaultSort));
  const [hidden, setHidden] = useUrlParam('hide', texts);
  const [selected, select] = useUrlParam('selected', openRow);
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const setFilter = useCallback((next: string) => setFilterParam(next, { isTyped: true }), [setFilterParam]);
  return { filter, setFilter, sort, setSort, hidden, setHidden, selected, select, checked, setChecked };
}

export type TableState = ReturnType<typeof useTableState>;
