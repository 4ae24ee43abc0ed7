'use client';

import { type FormEvent, useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useAdminChange } from '@/components/session/use-admin-change';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Section } from '@/components/ui/section';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import { putVHost } from '@/lib/api-client';
import type { VHost } from '@/lib/management-api';

const queueTypes = [
  { value: 'classic', label: 'classic' },
  { value: 'quorum', label: 'quorum' },
] as const;

type QueueType = (typeof queueTypes)[number]['value'];

/** What a virtual host is for. */
export function VHostForm({ vhost, refusal }: { readonly vhost: VHost; readonly refusal: string | null }) {
  const [description, setDescription] = useState(vhost.description ?? '');
  const [tags, setTags] = useState((vhost.tags ?? []).join(', '));
  const [queueType, setQueueType] = useState<QueueType>(vhost.default_queue_type === 'quorum' ? 'quorum' : 'classic');
  const isOff = refusal !== null;
  const save = useAdminChange({
    change: () => putVHost(vhost.name, { description, tags, default_queue_type: queueType }),
    onDone: () => toast.success(`Virtual host ${vhost.name} is saved`),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <Section title="About">
      <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <Field label="Description" optional>
          <Input value={description} onValueChange={setDescription} disabled={isOff} />
        </Field>
        <Field label="Tags" optional help="Words with commas between them. They are for people and tools to sort by.">
          <Input value={tags} onValueChange={setTags} disabled={isOff} />
        </Field>
        <Field label="Default queue type" help="For queues that are declared without x-queue-type.">
          <Select<QueueType> value={queueType} onValueChange={setQueueType} options={queueTypes} disabled={isOff} />
        </Field>
        <ErrorNotice error={save.error} />
        <div>
          <Button type="submit" refusal={refusal} pending={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Section>
  );
}
