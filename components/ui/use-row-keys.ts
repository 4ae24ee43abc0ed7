'use client';

import { type KeyboardEvent, type RefObject, useState } from 'react';

export interface RowKeysOptions<Row> {
  readonly scrollRef: RefObject<HTMLElement | null>;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly selectedKey: string | null;
  /** In pixels. */
  readonly rowHeight: number;
  readonly scrollTo: (index: number) => void;
}

/** Which row of a table is in the tab order, and the keys that move it. */
export function useRowKeys<Row>({ scrollRef, rows, rowKey, selectedKey, rowHeight, scrollTo }: RowKeysOptions<Row>) {
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const currentKey = activeKey ?? selectedKey;
  const found = currentKey === null ? -1 : rows.findIndex((row) => rowKey(row) === currentKey);
  const activeIndex = found === -1 ? 0 : found;

  function moveTo(index: number) {
    const target = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[target];
    if (row === undefined) return;
    setActiveKey(rowKey(row));
    scrollTo(target);
    requestAnimationFrame(() => {
      scrollRef.current?.querySelector<HTMLElement>(`[data-row="${target}"]`)?.focus({ preventScroll: true });
    });
  }

  function onKeyDown(event: KeyboardEvent) {
    const page = Math.max(1, Math.floor((scrollRef.current?.clientHeight ?? 0) / rowHeight) - 2);
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: activeIndex + 1,
      ArrowUp: activeIndex - 1,
      PageDown: activeIndex + page,
      PageUp: activeIndex - page,
      Home: 0,
      End: rows.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    moveTo(target);
  }

  return { activeIndex, setActiveKey, onKeyDown };
}
