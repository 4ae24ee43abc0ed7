'use client';

import { type FormEvent, useId, useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useAdminChange } from '@/components/session/use-admin-change';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { toast } from '@/components/ui/toast';
import { operations } from '@/lib/access-question';
import type { Permission } from '@/lib/admin-api';
import { deletePermission, putPermission } from '@/lib/admin-client';
import { patternProblem } from '@/lib/permission-pattern';
import { PatternField } from './pattern-field';

export interface PermissionDialogProps {
  readonly user: string;
  readonly vhost: string;
  readonly permission: Permission | undefined;
  readonly onClose: () => void;
}

const presets = [
  { label: 'Everything', patterns: { configure: '.*', write: '.*', read: '.*' } },
  { label: 'Publish and consume', patterns: { configure: '', write: '.*', read: '.*' } },
  { label: 'Only consume', patterns: { configure: '', write: '', read: '.*' } },
  { label: 'Only enter', patterns: { configure: '', write: '', read: '' } },
] as const;

/** What one user may do in one vhost. */
export function PermissionDialog({ user, vhost, permission, onClose }: PermissionDialogProps) {
  const formId = useId();
  const { configure = '.*', write = '.*', read = '.*' } = permission ?? {};
  const [patterns, setPatterns] = useState({ configure, write, read });
  const save = useAdminChange({
    change: () => putPermission({ vhost, user }, patterns),
    onDone: () => {
      toast.success(`${user} has permissions in ${vhost}`);
      onClose();
    },
  });
  const revoke = useAdminChange({
    change: () => deletePermission({ vhost, user }),
    onDone: () => {
      toast.success(`${user} has no permission in ${vhost} any more`);
      onClose();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (operations.every((operation) => patternProblem(patterns[operation]) === null)) save.mutate();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`What ${user} may do in ${vhost}`}
      description="Regular expressions over the names of queues and exchanges. They match anywhere in a name."
      footer={
        <>
          {permission && (
            <Button
              variant="destructive-ghost"
              className="mr-auto"
              pending={revoke.isPending}
              onClick={() => revoke.mutate()}
            >
              Take all away
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <div className="flex flex-wrap gap-1.5">
          {presets.map(({ label, patterns: preset }) => (
            <Button key={label} size="sm" onClick={() => setPatterns(preset)}>
              {label}
            </Button>
          ))}
        </div>
        {operations.map((operation) => (
          <PatternField
            key={operation}
            vhost={vhost}
            operation={operation}
            value={patterns[operation]}
            onValueChange={(pattern) => setPatterns({ ...patterns, [operation]: pattern })}
          />
        ))}
        <ErrorNotice error={save.error ?? revoke.error} />
      </form>
    </Dialog>
  );
}
