/** How often a list is asked for again: the longer the list, the rarer. */
export function pollMs(rowCount = 0): number {
  if (rowCount <= 1000) return 2000;
  return rowCount <= 4000 ? 5000 : 15_000;
}
