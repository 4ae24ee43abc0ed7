import type { Broker } from '@/server/broker/broker';
import { minuteRate, perSecond, type Rule, type Scene } from './rule';

type Churn = Pick<Rule<Broker, Scene>, 'id' | 'title' | 'remedy' | 'guide'> & {
  readonly counter: string;
  readonly what: string;
  /** A second. */
  readonly from: number;
};

/** Things that are made for a moment. */
function churn({ counter, what, from, ...rest }: Churn): Rule<Broker, Scene> {
  return {
    ...rest,
    severity: 'warning',
    find(broker, { meters }) {
      const rate = minuteRate(meters.broker, broker, counter);
      return rate < from ? null : `${perSecond(rate)} ${what} a second`;
    },
  };
}

export const brokerRules: readonly Rule<Broker, Scene>[] = [
  churn({
    id: 'connection_churn',
    title: 'Connections are opened all the time',
    remedy: 'Opening one costs both sides far more than a message. Keep connections open and share them.',
    guide: 'https://www.rabbitmq.com/docs/connections',
    counter: 'connection_created',
    what: 'new connections',
    from: 5,
  }),
  churn({
    id: 'channel_churn',
    title: 'Channels are opened all the time',
    remedy: 'Keep a channel for each thread instead of one for each message.',
    guide: 'https://www.rabbitmq.com/docs/channels',
    counter: 'channel_created',
    what: 'new channels',
    from: 20,
  }),
  churn({
    id: 'queue_churn',
    title: 'Queues are declared anew all the time',
    remedy: 'For answers to requests, use one queue for each client, or direct reply-to.',
    guide: 'https://www.rabbitmq.com/docs/queues',
    counter: 'queue_created',
    what: 'new queues',
    from: 5,
  }),
];
