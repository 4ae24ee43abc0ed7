'use client';

import { type FormEvent, useId, useState } from 'react';
import type { Saved } from '@/components/layout/saved-list';
import {
  isProducerReady,
  type ProducerDraft,
  ProducerFields,
  producerOf,
} from '@/components/playground/producer-fields';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Input } from '@/components/ui/input';
import { entriesOf } from '@/components/ui/key-value-model';
import type { ProducerSpec } from '@/lib/live-events';

export interface EditProducerDialogProps {
  readonly saved: Saved<ProducerSpec>;
  readonly onSave: (spec: ProducerSpec) => void;
  readonly onClose: () => void;
}

/** Changes what a saved producer will do. It belongs to no virtual host, so names are written and not chosen. */
export function EditProducerDialog({ saved, onSave, onClose }: EditProducerDialogProps) {
  const formId = useId();
  const [draft, setDraft] = useState<ProducerDraft>(() => ({
    spec: saved.value,
    entries: entriesOf(saved.value.headers),
  }));
  const [isSubmitted, setSubmitted] = useState(false);
  const { spec } = draft;
  const put = (change: Partial<ProducerSpec>) => setDraft({ ...draft, spec: { ...spec, ...change } });

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (!isProducerReady(draft)) return;
    onSave(producerOf(draft));
    onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Edit ${saved.name}`}
      description="Producers that are on a stage already stay as they are."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary">
            Save
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="grid gap-4 @md:grid-cols-2" noValidate>
        <ProducerFields
          draft={draft}
          onChange={setDraft}
          showProblems={isSubmitted}
          exchangeField={
            <Field label="Exchange" explained={glossary.exchange} help="Empty is the default exchange.">
              <Input mono value={spec.exchange} onValueChange={(exchange) => put({ exchange })} />
            </Field>
          }
          queueControl={<Input mono value={spec.routingKey} onValueChange={(routingKey) => put({ routingKey })} />}
        />
      </form>
    </Dialog>
  );
}
