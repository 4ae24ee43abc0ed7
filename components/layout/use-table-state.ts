'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useCallback } from 'react';

/** Filter, sort and selection of a table, kept in the URL. */
export function useTableState(defaultSort: string) {
  const [filter, setFilterParam] = useQueryState('q', parseAsString.withDefault(''));
  const [sort, setSortParam] = useQueryState('sort', parseAsString.withDefault(defaultSort));
  const [selected, setSelectedParam] = useQueryState('selected', parseAsString.withOptions({ history: 'push' }));
  const setFilter = useCallback((next: string) => void setFilterParam(next === '' ? null : next), [setFilterParam]);
  const setSort = useCallback((next: string) => void setSortParam(next), [setSortParam]);
  const select = useCallback((next: string | null) => void setSelectedParam(next), [setSelectedParam]);
  return { filter, setFilter, sort, setSort, selected, select };
}
