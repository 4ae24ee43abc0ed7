'use client';

import { type FormEvent, useId } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useDialogForm } from '@/components/ui/use-dialog-form';

export interface SaveViewDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onSave: (name: string) => void;
}

export function SaveViewDialog({ open, onOpenChange, onSave }: SaveViewDialogProps) {
  const formId = useId();
  const { values, set, submitted, setSubmitted } = useDialogForm(open, () => ({ name: '' }));
  const name = values.name.trim();

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (name === '') return;
    onSave(name);
    onOpenChange(false);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title="Save this view"
      description="Filter, sort and columns, as they are now. Views stay in this browser."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary">
            Save view
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate>
        <Field label="Name" error={submitted && name === '' ? 'A view needs a name.' : null}>
          <Input value={values.name} onValueChange={(text) => set('name', text)} placeholder="Queues that back up" />
        </Field>
      </form>
    </Dialog>
  );
}
