'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { explainError } from '@/components/session/explain-error';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toast';
import { plural } from '@/lib/format';

export interface BulkDialogProps {
  readonly title: string;
  readonly description: ReactNode;
  readonly confirmLabel: string;
  readonly typedConfirmation?: string | null;
  /** What is acted upon, one after the other. */
  readonly names: readonly string[];
  readonly act: (name: string) => Promise<unknown>;
  /** `deleted`, after the count and the noun. */
  readonly done: string;
  readonly noun: string;
  /** With what could not be done, so that it stays chosen. */
  readonly onDone: (failed: readonly string[]) => void;
  readonly onClose: () => void;
}

interface Failure {
  readonly name: string;
  readonly reason: string;
}

const shownCount = 12;

/** Says what an act upon many will do, does it one by one, and says what could not be done. */
export function BulkDialog(props: BulkDialogProps) {
  const { names, act, noun, done, onDone, onClose } = props;
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState<number | null>(null);
  const [failures, setFailures] = useState<readonly Failure[]>([]);

  async function run() {
    setProgress(0);
    const failed: Failure[] = [];
    for (const [i, name] of names.entries()) {
      try {
        await act(name);
      } catch (error) {
        const { title, reason } = explainError(error);
        failed.push({ name, reason: reason ?? title });
      }
      setProgress(i + 1);
    }
    await queryClient.invalidateQueries();
    setProgress(null);
    setFailures(failed);
    const count = names.length - failed.length;
    if (count > 0) toast.success(`${plural(count, noun)} ${done}`);
    onDone(failed.map(({ name }) => name));
    if (failed.length === 0) onClose();
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && progress === null && onClose()}
      title={props.title}
      description={props.description}
      typedConfirmation={props.typedConfirmation ?? null}
      confirmLabel={progress === null ? props.confirmLabel : `${progress} of ${names.length}`}
      pending={progress !== null}
      onConfirm={() => void run()}
      error={failures.length > 0 && <Failures failures={failures} />}
    >
      <ul
        aria-label="What it will do"
        className="flex max-h-40 flex-col gap-0.5 overflow-y-auto rounded-md border p-2.5"
      >
        {names.slice(0, shownCount).map((name) => (
          <li key={name} className="truncate font-mono text-xs">
            {name}
          </li>
        ))}
        {names.length > shownCount && (
          <li className="text-muted-foreground text-xs">and {plural(names.length - shownCount, 'other')}</li>
        )}
      </ul>
    </ConfirmDialog>
  );
}

function Failures({ failures }: { readonly failures: readonly Failure[] }) {
  return (
    <div role="alert" className="rounded-md bg-destructive-soft p-3 text-sm">
      <p className="font-medium">{plural(failures.length, 'could not be done', 'could not be done')}</p>
      <ul className="mt-1 max-h-32 overflow-y-auto text-xs">
        {failures.slice(0, shownCount).map(({ name, reason }) => (
          <li key={name} className="break-words">
            <span className="font-mono">{name}</span>: {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}
