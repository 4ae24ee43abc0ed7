'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Combobox } from '@/components/ui/combobox';
import { QueueIcon } from './queue-icon';
import { queuesQuery } from './queue-queries';

export interface QueueComboboxProps {
  readonly vhost: string;
  readonly value: string | null;
  readonly onValueChange: (name: string | null) => void;
  /** A queue that is not there, and may be chosen all the same. */
  readonly newName?: string | null;
  readonly disabled?: boolean;
  readonly 'aria-label'?: string;
}

export function QueueCombobox({ vhost, value, onValueChange, newName = null, disabled, ...props }: QueueComboboxProps) {
  const { data = [], isPending } = useQuery(queuesQuery(vhost));
  const options = useMemo(
    () =>
      [
        ...(newName === null ? [] : [{ name: newName, hint: 'new' }]),
        ...data.map(({ name }) => ({ name, hint: '' })),
      ].map(({ name, hint }) => ({
        value: name,
        label: name,
        hint,
        icon: <QueueIcon className="shrink-0 text-queue" />,
      })),
    [data, newName],
  );
  return (
    <Combobox
      value={value}
      onValueChange={onValueChange}
      options={options}
      loading={isPending}
      disabled={disabled === true}
      placeholder="Choose a queue"
      emptyText="No queue has this name."
      {...props}
    />
  );
}
