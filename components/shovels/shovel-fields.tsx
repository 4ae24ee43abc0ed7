import { Checkbox } from '@/components/ui/checkbox';
import { Field, Fieldset } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Segmented } from '@/components/ui/segmented';
import { Select } from '@/components/ui/select';
import type { problemsOf, ShovelDraft } from './shovel-values';

export interface FieldsProps {
  readonly draft: ShovelDraft;
  readonly change: (patch: Partial<ShovelDraft>) => void;
  /** Null until the form is sent for the first time. */
  readonly problems: ReturnType<typeof problemsOf> | null;
}

const URI_HELP = 'amqp:///name is a virtual host of this broker; amqp://user:password@host/vhost is another broker.';

const sourceKinds = [
  { value: 'queue', label: 'Queue' },
  { value: 'exchange', label: 'Exchange' },
] as const;

const destinationKinds = [...sourceKinds, { value: 'web', label: 'Web address' }] as const;

export function SourceFields({ draft, change, problems }: FieldsProps) {
  const isQueue = draft.sourceKind === 'queue';
  return (
    <Fieldset legend="From" className="flex flex-col gap-3">
      <Segmented
        aria-label="Source"
        value={draft.sourceKind}
        onValueChange={(sourceKind) => change({ sourceKind })}
        options={sourceKinds}
      />
      <Field
        label={isQueue ? 'Source queue' : 'Source exchange'}
        help={isQueue ? 'It is declared, durable, if it is not there.' : 'The shovel binds a queue of its own to it.'}
        error={problems?.source}
      >
        <Input mono value={draft.source} onValueChange={(source) => change({ source })} />
      </Field>
      {!isQueue && (
        <Field label="Binding key" help="Which messages of the exchange to take." optional>
          <Input mono value={draft.sourceKey} onValueChange={(sourceKey) => change({ sourceKey })} placeholder="#" />
        </Field>
      )}
      <Field label="Source broker" help={URI_HELP} error={problems?.sourceUri}>
        <Input mono value={draft.sourceUri} onValueChange={(sourceUri) => change({ sourceUri })} />
      </Field>
    </Fieldset>
  );
}

export function DestinationFields({ draft, change, problems }: FieldsProps) {
  const isWeb = draft.destinationKind === 'web';
  return (
    <Fieldset legend="To" className="flex flex-col gap-3">
      <Segmented
        aria-label="Destination"
        value={draft.destinationKind}
        onValueChange={(destinationKind) => change({ destinationKind })}
        options={destinationKinds}
      />
      {!isWeb && <AmqpPlace {...{ draft, change, problems }} />}
      <Field
        label={isWeb ? 'Address' : 'Destination broker'}
        help={
          isWeb
            ? 'Each message is posted there; an answer of 200 to 299 takes it. After anything else it is tried again, later and later.'
            : URI_HELP
        }
        error={problems?.destinationUri}
      >
        <Input
          mono
          value={draft.destinationUri}
          onValueChange={(destinationUri) => change({ destinationUri })}
          placeholder={isWeb ? 'https://example.com/hook' : undefined}
        />
      </Field>
      {!isWeb && (
        <>
          <Checkbox
            checked={draft.addsForwardHeaders}
            onCheckedChange={(addsForwardHeaders) => change({ addsForwardHeaders })}
            label="Mark messages with where they came from"
            help="In the header x-shovelled."
          />
          <Checkbox
            checked={draft.addsTimestamp}
            onCheckedChange={(addsTimestamp) => change({ addsTimestamp })}
            label="Mark messages with when they were moved"
            help="In the header x-shovelled-timestamp."
          />
        </>
      )}
    </Fieldset>
  );
}

function AmqpPlace({ draft, change, problems }: FieldsProps) {
  if (draft.destinationKind === 'queue') {
    return (
      <Field
        label="Destination queue"
        help="It is declared, durable, if it is not there."
        error={problems?.destination}
      >
        <Input mono value={draft.destination} onValueChange={(destination) => change({ destination })} />
      </Field>
    );
  }
  return (
    <div className="grid gap-3 @md:grid-cols-2">
      <Field label="Destination exchange" help="Empty for the default exchange." error={problems?.destination}>
        <Input mono value={draft.destination} onValueChange={(destination) => change({ destination })} />
      </Field>
      <Field label="Routing key" help="Empty keeps that of each message." optional>
        <Input mono value={draft.destinationKey} onValueChange={(destinationKey) => change({ destinationKey })} />
      </Field>
    </div>
  );
}

const ends = [
  { value: 'never', label: 'It goes on for ever' },
  { value: 'queue-length', label: 'Delete it after what waits now' },
  { value: 'number', label: 'Delete it after a number of messages' },
] as const;

export function EndFields({ draft, change, problems }: FieldsProps) {
  return (
    <div className="grid gap-3 @md:grid-cols-2">
      <Field label="End">
        <Select value={draft.end} onValueChange={(end) => change({ end })} options={ends} />
      </Field>
      {draft.end === 'number' && (
        <Field label="Messages" error={problems?.endAfter}>
          <Input inputMode="numeric" value={draft.endAfter} onValueChange={(endAfter) => change({ endAfter })} />
        </Field>
      )}
      <Field label="Prefetch" help="Messages under way at a time; 0 for all." error={problems?.prefetch}>
        <Input inputMode="numeric" value={draft.prefetch} onValueChange={(prefetch) => change({ prefetch })} />
      </Field>
      <Field
        label="Try again after"
        help="Seconds after a failure; 0 gives up at the first."
        error={problems?.reconnect}
      >
        <Input inputMode="decimal" value={draft.reconnect} onValueChange={(reconnect) => change({ reconnect })} />
      </Field>
    </div>
  );
}
