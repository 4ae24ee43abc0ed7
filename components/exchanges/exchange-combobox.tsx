'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Combobox } from '@/components/ui/combobox';
import { exchangeLabel } from '@/lib/amqp-names';
import { ExchangeIcon } from './exchange-icon';
import { exchangesQuery } from './exchange-queries';

export interface ExchangeComboboxProps {
  readonly vhost: string;
  readonly value: string | null;
  readonly onValueChange: (name: string | null) => void;
  /** Nothing can be bound to or from the default exchange. */
  readonly withoutDefault?: boolean;
  readonly disabled?: boolean;
}

export function ExchangeCombobox({ vhost, value, onValueChange, withoutDefault, disabled }: ExchangeComboboxProps) {
  const { data = [], isPending } = useQuery(exchangesQuery(vhost));
  const options = useMemo(
    () =>
      data
        .filter(({ name }) => !(withoutDefault && name === ''))
        .map(({ name, type }) => ({
          value: name,
          label: exchangeLabel(name),
          hint: name === '' ? '' : type,
          icon: <ExchangeIcon type={name === '' ? 'default' : type} className="shrink-0 text-exchange" />,
        })),
    [data, withoutDefault],
  );
  return (
    <Combobox
      value={value}
      onValueChange={onValueChange}
      options={options}
      loading={isPending}
      disabled={disabled === true}
      placeholder="Choose an exchange"
      emptyText="No exchange has this name."
    />
  );
}
