'use client';

import { useCallback, useState } from 'react';
import { textParam, textsParam } from '@/lib/url-params';
import { useUrlParam } from '@/lib/url-state';

const none: readonly string[] = [];
const text = textParam.withDefault('');
const openRow = textParam.withHistory('push');

/**
 * Filter, sort, columns and the open row of a table, kept in the URL; and the rows chosen for an act upon many.
 * Columns that are hidden at first are there for those who choose them.
 */
export function useTableState(defaultSort: string, hiddenAtFirst: readonly string[] = none) {
  const [filter, setFilterParam] = useUrlParam('q', text);
  const [sort, setSort] = useUrlParam('sort', textParam.withDefault(defaultSort));
  const [hidden, setHiddenParam] = useUrlParam('hide', textsParam.withDefault(hiddenAtFirst));
  const [selected, select] = useUrlParam('selected', openRow);
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const setFilter = useCallback((next: string) => setFilterParam(next, { isTyped: true }), [setFilterParam]);
  const setHidden = useCallback(
    (next: readonly string[]) => setHiddenParam(isSame(next, hiddenAtFirst) ? null : next),
    [setHiddenParam, hiddenAtFirst],
  );
  return { filter, setFilter, sort, setSort, hidden, setHidden, selected, select, checked, setChecked };
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each) => others.includes(each));
}

export type TableState = ReturnType<typeof useTableState>;
