import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { PlaceFindings } from '@/components/health/place-findings';
import { EntityLink } from '@/components/layout/entity-link';
import { ArgumentsFacts } from '@/components/messages/arguments-facts';
import { Facts } from '@/components/ui/facts';
import type { TermName } from '@/components/ui/glossary';
import { Section } from '@/components/ui/section';
import { Stat } from '@/components/ui/stat';
import { type ExchangeType, exchangeTypeHelp } from '@/lib/amqp-names';
import { formatRate, plural } from '@/lib/format';
import type { Exchange } from '@/lib/management-api';
import { ExchangeIcon } from './exchange-icon';

const ExchangeCharts = dynamic(() => import('./exchange-charts').then((module) => module.ExchangeCharts), {
  ssr: false,
});

export interface ExchangeOverviewProps {
  readonly exchange: Exchange;
  readonly actions: ReactNode;
}

type Row = readonly [label: string, value: ReactNode, explained?: TermName];

/** Where goes what finds no queue: the argument's word counts before the policy's. */
function alternateRow({ vhost, arguments: args, effective_policy_definition: policy }: Exchange): readonly Row[] {
  const name = args['alternate-exchange'] ?? policy?.['alternate-exchange'];
  if (typeof name !== 'string') return [];
  return [
    [
      'Unroutable go to',
      <EntityLink key="alternate" vhost={vhost} kind="exchange" name={name} />,
      'alternate exchange',
    ],
  ];
}

export function ExchangeOverview({ exchange, actions }: ExchangeOverviewProps) {
  const { name, type, message_stats: stats } = exchange;
  const help =
    name === ''
      ? 'Every queue is bound to it by its own name. A message goes to the queue named by its routing key.'
      : exchangeTypeHelp[type as ExchangeType];
  return (
    <div className="flex flex-col gap-5">
      <div className="flex items-start gap-3 rounded-md bg-exchange-soft p-3">
        <ExchangeIcon type={name === '' ? 'default' : type} className="size-7 shrink-0 text-exchange" />
        <div>
          <p className="font-semibold">{name === '' ? 'default' : type}</p>
          <p className="text-sm">{help}</p>
        </div>
      </div>
      <dl className="grid grid-cols-2 gap-2">
        <Stat
          label="Published in"
          value={formatRate(stats?.publish_in_details?.rate ?? 0)}
          markClassName="bg-producer"
        />
        <Stat label="Passed on" value={formatRate(stats?.publish_out_details?.rate ?? 0)} markClassName="bg-queue" />
      </dl>
      <div className="flex flex-wrap gap-2 empty:hidden">{actions}</div>
      <PlaceFindings place={{ kind: 'exchange', vhost: exchange.vhost, name }} />
      <ExchangeCharts vhost={exchange.vhost} name={name} />
      <Section title="Properties">
        <Facts
          rows={[
            ['Durable', exchange.durable ? 'yes, it survives a restart' : 'no, it goes with a restart', 'durable'],
            ['Auto-delete', exchange.auto_delete ? 'yes, with its last binding' : 'no'],
            ['Internal', exchange.internal ? 'yes, clients cannot publish to it' : 'no'],
            ...alternateRow(exchange),
            ...(exchange.messages_delayed === undefined
              ? []
              : ([['Keeps for later', plural(exchange.messages_delayed, 'message'), 'scheduled']] as const)),
            ...(exchange.policy ? ([['Policy', exchange.policy]] as const) : []),
          ]}
        />
      </Section>
      <Section title="Arguments">
        <ArgumentsFacts values={exchange.arguments} />
      </Section>
    </div>
  );
}
