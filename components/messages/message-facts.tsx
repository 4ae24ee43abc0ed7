import { Facts } from '@/components/ui/facts';
import { Section } from '@/components/ui/section';
import { exchangeLabel } from '@/lib/amqp-names';
import type { PeekedMessage } from '@/lib/contents-api';
import { formatBytes, formatDuration, formatTime } from '@/lib/format';
import { propertiesOf } from '@/lib/message-query';
import { ArgumentsFacts } from './arguments-facts';
import { formatProperty } from './message-card';

/** Everything about a message but its payload. */
export function MessageFacts({ message }: { readonly message: PeekedMessage }) {
  const { headers = {}, ...properties } = propertiesOf(message);
  const channel = message.channel_details;
  return (
    <div className="flex flex-col gap-5">
      <Facts
        rows={[
          ['State', message.state],
          ['Exchange', exchangeLabel(message.exchange)],
          ['Routing key', message.routing_key || 'none'],
          ['Size', formatBytes(message.payload_bytes)],
          ...(message.redelivered === undefined
            ? []
            : ([['Redelivered', message.redelivered ? 'yes' : 'no']] as const)),
          ...(message.due_at === undefined
            ? []
            : ([
                ['Due', formatTime(message.due_at)],
                [
                  'Kept by',
                  message.delayed_by === null
                    ? 'its queue, to deliver it again'
                    : exchangeLabel(message.delayed_by ?? ''),
                ],
              ] as const)),
          ...(channel
            ? ([
                ['Held by', message.consumer_tag || 'basic.get'],
                ['Channel', channel.name],
                ['User', channel.user],
                ['Held for', formatDuration(message.age_ms ?? 0)],
              ] as const)
            : []),
        ]}
      />
      <Section title="Headers">
        <ArgumentsFacts values={headers} />
      </Section>
      <Section title="Properties">
        {Object.keys(properties).length === 0 ? (
          <p className="text-muted-foreground text-sm">None.</p>
        ) : (
          <Facts
            mono
            rows={Object.entries(properties).map(([name, value]) => [name, formatProperty(name, value)] as const)}
          />
        )}
      </Section>
    </div>
  );
}
