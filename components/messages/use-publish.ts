'use client';

import { useChange } from '@/components/session/use-change';
import { publish } from '@/lib/api-client';
import type { PublishBody } from '@/lib/management-api';

export interface PublishedMessage {
  readonly exchange: string;
  readonly body: PublishBody;
}

export function usePublish(vhost: string) {
  return useChange({
    vhost,
    change: ({ exchange, body }: PublishedMessage) => publish({ vhost, name: exchange }, body),
  });
}
