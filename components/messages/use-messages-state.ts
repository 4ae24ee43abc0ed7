'use client';

import { choiceParam, textParam, textsParam } from '@/lib/url-params';
import { useUrlParams } from '@/lib/url-state';

const messageStates = ['ready', 'unacked', 'scheduled', 'dead', 'live'] as const;

/** What waits, what consumers hold, what waits for its time, what has died somewhere before, or what goes by. */
export type MessagesShown = (typeof messageStates)[number];

const parsers = {
  queue: textParam,
  state: choiceParam(messageStates).withDefault('ready'),
  headers: textsParam,
};

const none: readonly string[] = [];

export interface MessagesState {
  readonly queue: string | null;
  readonly state: MessagesShown;
  /** The headers that are columns. */
  readonly headers: readonly string[];
}

/** Which messages the page shows, kept in the URL. */
export function useMessagesState() {
  const [{ queue, state, headers }, setParams] = useUrlParams(parsers);
  function set(patch: Partial<MessagesState>) {
    const { headers: next, ...rest } = patch;
    setParams({ ...rest, ...(next === undefined ? {} : { headers: next.length === 0 ? null : [...next] }) });
  }
  return { queue, state, headers: headers ?? none, set };
}
