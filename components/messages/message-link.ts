import { changedQuery } from '@/lib/url-params';

export interface MessagePlace {
  readonly vhost: string;
  readonly queue: string;
  /** Which of the queue's messages the list shows. */
  readonly view: string;
  /** As `messageKey` says. */
  readonly key: string;
}

/** The address of one message, without what the person who copies it has filtered and chosen. */
export function messageLink({ vhost, queue, view, key }: MessagePlace): string {
  const params = new Map<string, string | null>([
    ['vhost', vhost === '/' ? null : vhost],
    ['queue', queue],
    ['state', view === 'ready' ? null : view],
    ['selected', key],
  ]);
  return `${window.location.origin}/messages?${changedQuery('', params)}`;
}
