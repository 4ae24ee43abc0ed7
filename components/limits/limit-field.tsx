'use client';

import { type FormEvent, useEffect, useState } from 'react';
import { ErrorNotice } from '@/components/session/error-notice';
import { useAdminChange } from '@/components/session/use-admin-change';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { toast } from '@/components/ui/toast';
import { changeLimit, type LimitRef } from '@/lib/admin-client';

export interface LimitFieldProps {
  readonly limit: LimitRef;
  readonly label: string;
  readonly help: string;
  /** The limit in force; undefined means none. */
  readonly value: number | undefined;
  readonly refusal: string | null;
}

/** One limit, changed in its place. An empty field takes the limit away. */
export function LimitField({ limit, label, help, value, refusal }: LimitFieldProps) {
  const saved = value === undefined || value < 0 ? '' : String(value);
  const [text, setText] = useState(saved);
  useEffect(() => setText(saved), [saved]);
  const problem = text === '' || /^\d{1,9}$/.test(text) ? null : 'A whole number, or nothing for no limit.';
  const change = useAdminChange({
    change: (next: number | null) => changeLimit(limit, next),
    onDone: (_, next) => toast.success(next === null ? `${label}: no limit` : `${label}: at most ${next}`),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (problem === null && text !== saved) change.mutate(text === '' ? null : Number(text));
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-2" noValidate>
      <div className="flex items-start gap-2">
        <Field label={label} help={help} error={problem} className="flex-1">
          <Input
            inputMode="numeric"
            placeholder="no limit"
            value={text}
            onValueChange={setText}
            disabled={refusal !== null}
          />
        </Field>
        <Button
          type="submit"
          className="mt-6.5"
          aria-label={`Save ${label}`}
          disabled={text === saved || problem !== null}
          refusal={refusal}
          pending={change.isPending}
        >
          Save
        </Button>
      </div>
      <ErrorNotice error={change.error} />
    </form>
  );
}
