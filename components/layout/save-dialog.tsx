'use client';

import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

export interface SaveDialogProps {
  readonly noun: string;
  /** The name that it has, when it is to get another one. */
  readonly current?: string;
  /** Names that are taken: saving under one of them writes over it. */
  readonly known: readonly string[];
  readonly onSave: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for the name under which something is kept. */
export function SaveDialog({ noun, current = '', known, onSave, onClose }: SaveDialogProps) {
  const formId = useId();
  const [text, setText] = useState(current);
  const [submitted, setSubmitted] = useState(false);
  const name = text.trim();

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (name === '') return;
    onSave(name);
    onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={current === '' ? `Save this ${noun}` : `Rename ${current}`}
      description={current === '' ? 'As it is now, in this browser.' : 'What stands before a slash is its folder.'}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary">
            {known.includes(name) ? 'Write over' : current === '' ? 'Save' : 'Rename'}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate>
        <Field
          label="Name"
          error={submitted && name === '' ? `A saved ${noun} needs a name.` : null}
          help={
            known.includes(name)
              ? 'There is one of this name; it will be written over.'
              : 'A slash makes a folder: orders/created.'
          }
        >
          <Input value={text} onValueChange={setText} />
        </Field>
      </form>
    </Dialog>
  );
}
