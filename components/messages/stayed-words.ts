import type { MoveReport } from '@/lib/contents-api';

/** Why some of the messages that were to be moved are where they were. */
export function stayedWords({ unroutable, refused, missing }: MoveReport): string[] {
  return [
    ...(unroutable > 0 ? [`${unroutable} stayed, because no queue takes them`] : []),
    ...(refused > 0 ? [`${refused} stayed, because the queue is full`] : []),
    ...(missing > 0 ? [`${missing} had gone already`] : []),
  ];
}
