'use client';

import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useAdminChange } from '@/components/session/use-admin-change';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Section } from '@/components/ui/section';
import { toast } from '@/components/ui/toast';
import type { User } from '@/lib/admin-api';
import { putUser } from '@/lib/admin-client';
import { DeleteUsersDialog } from './delete-users-dialog';
import { TagsField, tagText } from './tags-field';

export interface UserOverviewProps {
  readonly user: User;
  readonly onDeleted: () => void;
}

export function UserOverview({ user, onDeleted }: UserOverviewProps) {
  const [isDeleting, setDeleting] = useState(false);
  return (
    <div className="flex flex-col gap-6">
      <div>
        <Button size="sm" variant="destructive-ghost" onClick={() => setDeleting(true)}>
          <Trash2 aria-hidden className="size-3.5" />
          Delete
        </Button>
      </div>
      <UserTags user={user} />
      <UserPassword user={user} />
      {isDeleting && <DeleteUsersDialog names={[user.name]} onClose={() => setDeleting(false)} onDeleted={onDeleted} />}
    </div>
  );
}

function UserTags({ user }: { readonly user: User }) {
  const [tags, setTags] = useState(user.tags);
  const save = useAdminChange({
    // The hash comes along, because a user without one could not sign in any more.
    change: () => putUser(user.name, { tags: tagText(tags), ...passwordOf(user) }),
    onDone: () => toast.success(`The tags of ${user.name} are saved`),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
      <TagsField tags={tags} onTagsChange={setTags} />
      <ErrorNotice error={save.error} />
      <div>
        <Button type="submit" pending={save.isPending} disabled={tagText(tags) === tagText(user.tags)}>
          Save tags
        </Button>
      </div>
    </form>
  );
}

function passwordOf({ password_hash: hash = '', hashing_algorithm: algorithm }: User) {
  return { password_hash: hash, ...(algorithm === undefined ? {} : { hashing_algorithm: algorithm }) };
}

function UserPassword({ user }: { readonly user: User }) {
  const [password, setPassword] = useState('');
  const tags = tagText(user.tags);
  const change = useAdminChange({
    change: (next: string | null) =>
      putUser(user.name, { tags, ...(next === null ? { password_hash: '' } : { password: next }) }),
    onDone: (_, next) => {
      setPassword('');
      toast.success(next === null ? `${user.name} has no password any more` : `${user.name} has a new password`);
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (password !== '') change.mutate(password);
  }

  return (
    <Section title="Password">
      <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <Field
          label="New password"
          help={user.password_hash ? 'Connections that are open stay open.' : 'The user has none and cannot sign in.'}
        >
          <Input type="password" autoComplete="new-password" value={password} onValueChange={setPassword} />
        </Field>
        <ErrorNotice error={change.error} />
        <div className="flex gap-2">
          <Button type="submit" disabled={password === ''} pending={change.isPending}>
            Set password
          </Button>
          {user.password_hash && (
            <Button variant="destructive-ghost" onClick={() => change.mutate(null)} disabled={change.isPending}>
              Take the password away
            </Button>
          )}
        </div>
      </form>
    </Section>
  );
}
