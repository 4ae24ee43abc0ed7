'use client';

import { type FormEvent, useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useAdminChange } from '@/components/session/use-admin-change';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RadioCards } from '@/components/ui/radio-cards';
import { toast } from '@/components/ui/toast';
import { putShovel, type ShovelValue } from '@/lib/shovels';
import { DestinationFields, EndFields, type FieldsProps, SourceFields } from './shovel-fields';
import { draftOf, problemsOf, type ShovelDraft, settingsOf } from './shovel-values';

export interface ShovelFormProps {
  readonly vhost: string;
  readonly name: string;
  /** Undefined for a new one. */
  readonly former: ShovelValue | undefined;
  readonly refusal: string | null;
  readonly onDone: () => void;
}

const ackOptions = [
  {
    value: 'on-confirm',
    label: 'When it has arrived',
    help: 'Nothing gets lost; after a failure a few may come twice.',
  },
  { value: 'on-publish', label: 'When it is sent', help: 'Faster; what a broken connection swallows is lost.' },
  { value: 'no-ack', label: 'At once', help: 'Fastest; what was under way is lost with either end.' },
] as const;

export function ShovelForm({ vhost, name, former, refusal, onDone }: ShovelFormProps) {
  const [draft, setDraft] = useState(() => draftOf(vhost, name, former));
  const [submitted, setSubmitted] = useState(false);
  const save = useAdminChange({
    change: (wanted: ShovelDraft) => putShovel({ vhost, name: wanted.name }, settingsOf(wanted, former)),
    onDone: (_, wanted) => {
      toast.success(`Shovel ${wanted.name} is at work`);
      onDone();
    },
  });
  const problems = problemsOf(draft);
  const change = (patch: Partial<ShovelDraft>) => setDraft((current) => ({ ...current, ...patch }));
  const fields: FieldsProps = { draft, change, problems: submitted ? problems : null };

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (Object.values(problems).every((problem) => problem === null)) save.mutate(draft);
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-5" noValidate>
      <fieldset disabled={refusal !== null} className="contents">
        {former === undefined && (
          <Field label="Name" error={submitted ? problems.name : null}>
            <Input
              mono
              value={draft.name}
              onValueChange={(next) => change({ name: next })}
              placeholder="orders-to-archive"
            />
          </Field>
        )}
        <SourceFields {...fields} />
        <DestinationFields {...fields} />
        <RadioCards
          legend="A message leaves its source"
          value={draft.ackMode}
          onValueChange={(ackMode) => change({ ackMode })}
          options={ackOptions}
          columns={1}
        />
        <EndFields {...fields} />
      </fieldset>
      <ErrorNotice error={save.error} />
      <div>
        <Button type="submit" variant="primary" refusal={refusal} pending={save.isPending}>
          {former === undefined ? 'Create' : 'Save'}
        </Button>
      </div>
    </form>
  );
}
