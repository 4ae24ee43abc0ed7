/** What a playground client has done since it was placed. */
export interface Tally {
  published: number;
  confirmed: number;
  returned: number;
  received: number;
  settled: number;
}

export function emptyTally(): Tally {
  return { published: 0, confirmed: 0, returned: 0, received: 0, settled: 0 };
}
