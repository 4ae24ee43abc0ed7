'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';

export interface AdminChangeOptions<Input, Output> {
  readonly change: (input: Input) => Promise<Output>;
  readonly onDone?: (output: Output, input: Input) => void;
}

/** A change of the broker itself. It is rare and may touch everything, so everything shown is read again after it. */
export function useAdminChange<Input = void, Output = unknown>({ change, onDone }: AdminChangeOptions<Input, Output>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (output, input) => onDone?.(output, input),
    onSettled: () => void queryClient.invalidateQueries(),
  });
}
