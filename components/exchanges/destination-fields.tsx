import { QueueCombobox } from '@/components/queues/queue-combobox';
import { QueueIcon } from '@/components/queues/queue-icon';
import { Field } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Segmented } from '@/components/ui/segmented';
import type { DestinationType } from '@/lib/management-api';
import { ExchangeCombobox } from './exchange-combobox';
import { ExchangeIcon } from './exchange-icon';

export interface DestinationFieldsProps {
  readonly vhost: string;
  readonly destinationType: DestinationType;
  readonly destination: string | null;
  readonly onChange: (destinationType: DestinationType, destination: string | null) => void;
  readonly error: string | null;
}

const destinationTypes = [
  { value: 'queue', label: 'Queue', icon: <QueueIcon /> },
  { value: 'exchange', label: 'Exchange', icon: <ExchangeIcon /> },
] as const;

export function DestinationFields(props: DestinationFieldsProps) {
  const { vhost, destinationType, destination, onChange, error } = props;
  const choose = (name: string | null) => onChange(destinationType, name);
  return (
    <div className="flex flex-col gap-2">
      <Segmented<DestinationType>
        aria-label="Kind of destination"
        value={destinationType}
        options={destinationTypes}
        onValueChange={(next) => onChange(next, null)}
        className="self-start"
      />
      <Field label={`To ${destinationType}`} explained={glossary[destinationType]} error={error}>
        {destinationType === 'queue' ? (
          <QueueCombobox vhost={vhost} value={destination} onValueChange={choose} />
        ) : (
          <ExchangeCombobox withoutDefault vhost={vhost} value={destination} onValueChange={choose} />
        )}
      </Field>
    </div>
  );
}
