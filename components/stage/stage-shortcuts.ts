import type { Shortcut } from '@/components/layout/shortcuts';

const group = 'On the stage';

/** The keys of the stage, for the sheet of keys and the legend; `use-stage-keys.ts` serves them. */
export const stageShortcuts: readonly Shortcut[] = [
  { keys: 'e', label: 'New exchange', group },
  { keys: 'q', label: 'New queue', group },
  { keys: 'p', label: 'New producer; on an exchange: one for it', group },
  { keys: 'c', label: 'New consumer; on a queue: one for it', group },
  { keys: 'n', label: 'New note; on a consumer: nack the oldest', group },
  { keys: 'd', label: 'Duplicate a message of the list that has the focus; M moves it', group },
  { keys: 'b', label: 'Bind what has the focus', group },
  { keys: 'Enter', label: 'Open; publish from an exchange or a producer', group },
  { keys: 'w', label: 'Why? Try a message', group },
  { keys: '[', label: 'Rate of a producer down', group },
  { keys: ']', label: 'Rate of a producer up', group },
  { keys: 'a', label: 'Ack the oldest message of a consumer', group },
  { keys: 'r', label: 'Reject it', group },
  { keys: 'u', label: 'Requeue it', group },
  { keys: 'x', label: 'Crash a client of yours', group },
  { keys: 'i', label: 'Inspect', group },
  { keys: 'v', label: 'Select with others; also Ctrl click, or Shift and drag', group },
  { keys: '/', label: 'Find on the stage', group },
  { keys: 'Delete', label: 'Delete, unbind', group },
  { keys: 'mod+z', label: 'Undo', group },
  { keys: 'mod+Shift+z', label: 'Redo', group },
  { keys: 'Space', label: 'Freeze the view, back to live', group },
  { keys: '.', label: 'Next message on its way', group },
  { keys: 't', label: 'Tidy', group },
  { keys: 'Shift+t', label: 'Unpin all and tidy', group },
  { keys: '-', label: 'Fold what comes after', group },
  { keys: '=', label: 'Unfold it', group },
  { keys: 'l', label: 'Lanes', group },
  { keys: 'm', label: 'Overview', group },
  { keys: 'f', label: 'Show all', group },
  { keys: 'o', label: 'Outline', group },
  { keys: 'j', label: 'Panel with events, messages, charts, wire and code', group },
];
