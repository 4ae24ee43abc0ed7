'use client';

import { type FormEvent, type ReactNode, useId } from 'react';
import { ArgumentsEditor } from '@/components/messages/arguments-editor';
import { ErrorNotice } from '@/components/session/error-notice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Fieldset } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Input } from '@/components/ui/input';
import { hasProblem, type KeyValueEntry } from '@/components/ui/key-value-model';
import { nameProblem } from '@/lib/amqp-names';
import type { KnownArgument } from '@/lib/arguments/known-argument';

/** What is declared of everything that has a name. */
export interface DeclaredValues {
  readonly name: string;
  readonly entries: readonly KeyValueEntry[];
}

export interface DeclareDialogProps {
  readonly noun: 'exchange' | 'queue';
  /** What such a thing is for. */
  readonly description: string;
  readonly placeholder: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly values: DeclaredValues;
  readonly onName: (name: string) => void;
  readonly onEntries: (entries: readonly KeyValueEntry[]) => void;
  readonly known: readonly KnownArgument[];
  readonly submitted: boolean;
  /** Called for each try; `isComplete` when there is nothing to correct. */
  readonly onSubmit: (isComplete: boolean) => void;
  readonly pending: boolean;
  readonly error: Error | null;
  /** What is special about the noun, between its name and its arguments. */
  readonly children: ReactNode;
}

/** The frame of a declaration: a name at first, arguments at last. */
export function DeclareDialog({ noun, open, onOpenChange, values, submitted, ...props }: DeclareDialogProps) {
  const formId = useId();
  const problem = nameProblem(values.name, noun);

  function submit(event: FormEvent) {
    event.preventDefault();
    props.onSubmit(problem === null && !hasProblem(values.entries));
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Declare ${noun}`}
      description={props.description}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={props.pending}>
            Declare
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-5" noValidate>
        <Field label="Name" error={submitted ? problem : null}>
          <Input mono value={values.name} onValueChange={props.onName} placeholder={props.placeholder} />
        </Field>
        {props.children}
        <Fieldset legend="Arguments" explained={glossary.arguments}>
          <ArgumentsEditor
            known={props.known}
            entries={values.entries}
            onEntriesChange={props.onEntries}
            showProblems={submitted}
          />
        </Fieldset>
        <ErrorNotice error={props.error} />
      </form>
    </Dialog>
  );
}
