import type { KeyboardEvent } from 'react';

const ROW = '[data-stage-id]';

/** Up and down go from row to row; right opens a row, left closes it or goes to the one it is under. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const { key, target, currentTarget } = event;
  if (!(target instanceof HTMLElement) || !target.matches(ROW)) return;
  const rows = [...currentTarget.querySelectorAll<HTMLElement>(ROW)];
  const at = rows.indexOf(target);
  const next = nextRow(key, target, rows, at);
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}

/** Undefined when the key means nothing here, null when it has done its work in place. */
function nextRow(key: string, row: HTMLElement, rows: readonly HTMLElement[], at: number) {
  switch (key) {
    case 'ArrowDown':
      return rows[at + 1] ?? null;
    case 'ArrowUp':
      return rows[at - 1] ?? null;
    case 'Home':
      return rows[0] ?? null;
    case 'End':
      return rows.at(-1) ?? null;
    case 'ArrowRight':
      if (toggle(row, 'false')) return null;
      return rows[at + 1] ?? null;
    case 'ArrowLeft':
      if (toggle(row, 'true')) return null;
      return row.closest('ul')?.closest('li')?.querySelector<HTMLElement>(ROW) ?? null;
    default:
      return undefined;
  }
}

/** Presses the row's own switch when it stands like this. */
function toggle(row: HTMLElement, isExpanded: 'true' | 'false'): boolean {
  const button = row.parentElement?.querySelector<HTMLElement>(`:scope > [aria-expanded="${isExpanded}"][data-fold]`);
  button?.click();
  return button !== undefined && button !== null;
}
