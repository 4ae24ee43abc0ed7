'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';

const parsers = {
  queue: parseAsString,
  state: parseAsStringLiteral(['ready', 'unacked', 'live'] as const).withDefault('ready'),
  headers: parseAsArrayOf(parseAsString),
};

const none: readonly string[] = [];

export interface MessagesState {
  readonly queue: string | null;
  /** What waits, what consumers hold, or what goes by. */
  readonly state: 'ready' | 'unacked' | 'live';
  /** The headers that are columns. */
  readonly headers: readonly string[];
}

/** Which messages the page shows, kept in the URL. */
export function useMessagesState() {
  const [{ queue, state, headers }, setParams] = useQueryStates(parsers);
  function set(patch: Partial<MessagesState>) {
    const { headers: next, ...rest } = patch;
    void setParams({ ...rest, ...(next === undefined ? {} : { headers: next.length === 0 ? null : [...next] }) });
  }
  return { queue, state, headers: headers ?? none, set };
}
