'use client';

import { debounce, parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';
import { useCallback, useState } from 'react';

const none: readonly string[] = [];
/** Each change of the address makes the router look at the whole page: it waits until somebody has stopped typing. */
const whenTyped = debounce(400);

/**
 * Filter, sort, columns and the open row of a table, kept in the URL; and the rows chosen for an act upon many.
 * Columns that are hidden at first are there for those who choose them.
 */
export function useTableState(defaultSort: string, hiddenAtFirst: readonly string[] = none) {
  const [filter, setFilterParam] = useQueryState('q', parseAsString.withDefault(''));
  const [sort, setSortParam] = useQueryState('sort', parseAsString.withDefault(defaultSort));
  const [hidden, setHiddenParam] = useQueryState('hide', parseAsArrayOf(parseAsString));
  const [selected, setSelectedParam] = useQueryState('selected', parseAsString.withOptions({ history: 'push' }));
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const setFilter = useCallback(
    (next: string) => void setFilterParam(next === '' ? null : next, { limitUrlUpdates: whenTyped }),
    [setFilterParam],
  );
  const setSort = useCallback((next: string) => void setSortParam(next), [setSortParam]);
  const setHidden = useCallback(
    (next: readonly string[]) => void setHiddenParam(isSame(next, hiddenAtFirst) ? null : [...next]),
    [setHiddenParam, hiddenAtFirst],
  );
  const select = useCallback((next: string | null) => void setSelectedParam(next), [setSelectedParam]);
  return {
    filter,
    setFilter,
    sort,
    setSort,
    hidden: hidden ?? hiddenAtFirst,
    setHidden,
    selected,
    select,
    checked,
    setChecked,
  };
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each) => others.includes(each));
}

export type TableState = ReturnType<typeof useTableState>;
