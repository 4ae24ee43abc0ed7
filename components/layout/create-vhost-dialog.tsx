'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { vhostsKey } from '@/components/session/vhost-queries';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { nameProblem } from '@/lib/amqp-names';
import { putVHost } from '@/lib/api-client';

export interface CreateVHostDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onCreated?: (name: string) => void;
}

export function CreateVHostDialog({ open, onOpenChange, onCreated }: CreateVHostDialogProps) {
  const formId = useId();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [submitted, setSubmitted] = useState(false);
  const create = useMutation({
    mutationFn: () => putVHost(name, description === '' ? {} : { description }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: vhostsKey });
      toast.success(`Virtual host ${name} is ready`);
      onOpenChange(false);
      onCreated?.(name);
    },
  });
  const problem = nameProblem(name, 'vhost');

  useEffect(() => {
    if (open) return;
    setName('');
    setDescription('');
    setSubmitted(false);
    create.reset();
  }, [open, create.reset]);

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (problem === null) create.mutate();
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title="New virtual host"
      description="A separate set of exchanges, queues and permissions."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={create.isPending}>
            Create
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <Field label="Name" error={submitted ? problem : null}>
          <Input mono value={name} onValueChange={setName} />
        </Field>
        <Field label="Description" optional>
          <Input value={description} onValueChange={setDescription} />
        </Field>
        <ErrorNotice error={create.error} />
      </form>
    </Dialog>
  );
}
