'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { vhostKey } from './vhost-queries';

export interface ChangeOptions<Input, Output> {
  readonly vhost: string;
  readonly change: (input: Input) => Promise<Output>;
  /** The name of what the change deletes: it is not asked for again. */
  readonly gone?: string;
  readonly onDone?: (output: Output, input: Input) => void;
}

/** A change in one virtual host; everything shown of that vhost is read again after it. */
export function useChange<Input = void, Output = unknown>({
  vhost,
  change,
  gone,
  onDone,
}: ChangeOptions<Input, Output>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (output, input) => onDone?.(output, input),
    onSettled: (_output, error) =>
      void queryClient.invalidateQueries({
        queryKey: vhostKey(vhost),
        predicate: ({ queryKey }) => error !== null || gone === undefined || queryKey[3] !== gone,
      }),
  });
}
