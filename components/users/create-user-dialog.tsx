'use client';

import { type FormEvent, useId } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useAdminChange } from '@/components/session/use-admin-change';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { useDialogForm } from '@/components/ui/use-dialog-form';
import { putPermission, putUser } from '@/lib/admin-client';
import { byteLength, nameMaxBytes } from '@/lib/amqp-names';
import { TagsField, tagText } from './tags-field';

export interface CreateUserDialogProps {
  readonly vhost: string;
  /** The names that are taken: a second PUT would change the user who has it. */
  readonly taken: readonly string[];
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onCreated: (name: string) => void;
}

interface Values {
  readonly name: string;
  readonly password: string;
  readonly tags: readonly string[];
  readonly hasFullAccess: boolean;
}

const initial = (): Values => ({ name: '', password: '', tags: ['management'], hasFullAccess: true });
const everything = { configure: '.*', write: '.*', read: '.*' };

export function CreateUserDialog({ vhost, taken, open, onOpenChange, onCreated }: CreateUserDialogProps) {
  const formId = useId();
  const create = useAdminChange({
    change: async ({ name, password, tags, hasFullAccess }: Values) => {
      await putUser(name, { tags: tagText(tags), ...(password === '' ? { password_hash: '' } : { password }) });
      if (hasFullAccess) await putPermission({ vhost, user: name }, everything);
    },
    onDone: (_, { name }) => {
      toast.success(`User ${name} is there`);
      onOpenChange(false);
      onCreated(name);
    },
  });
  const { values, set, submitted, setSubmitted } = useDialogForm(open, initial, create.reset);
  const problem = userNameProblem(values.name, taken);

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    if (problem === null) create.mutate(values);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New user"
      description="For a person or a program that connects to the broker."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={create.isPending}>
            Create
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-5" noValidate>
        <Field label="Name" error={submitted ? problem : null}>
          <Input mono value={values.name} onValueChange={(name) => set('name', name)} />
        </Field>
        <Field label="Password" optional help="Without one, the user cannot sign in with a password.">
          <Input
            type="password"
            autoComplete="new-password"
            value={values.password}
            onValueChange={(password) => set('password', password)}
          />
        </Field>
        <TagsField tags={values.tags} onTagsChange={(tags) => set('tags', tags)} />
        <Checkbox
          label={
            <>
              May do everything in vhost <span className="font-mono">{vhost}</span>
            </>
          }
          help="Permissions can be narrowed down, and given for other vhosts, afterwards."
          checked={values.hasFullAccess}
          onCheckedChange={(hasFullAccess) => set('hasFullAccess', hasFullAccess)}
        />
        <ErrorNotice error={create.error} />
      </form>
    </Dialog>
  );
}

function userNameProblem(name: string, taken: readonly string[]): string | null {
  if (name === '') return 'A user needs a name.';
  if (byteLength(name) > nameMaxBytes) return `A name has at most ${nameMaxBytes} bytes.`;
  return taken.includes(name) ? `There is a user ${name} already.` : null;
}
