'use client';

import { type FormEvent, useState } from 'react';
import { DeleteButton } from '@/components/layout/delete-button';
import { ArgumentsEditor } from '@/components/messages/arguments-editor';
import { ErrorNotice } from '@/components/session/error-notice';
import { useAdminChange } from '@/components/session/use-admin-change';
import { Button } from '@/components/ui/button';
import { Field, Fieldset } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Input } from '@/components/ui/input';
import { entriesOf, hasProblem, type KeyValueEntry, toRecord } from '@/components/ui/key-value-model';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import { applyToValues, type Policy, type PolicyKind } from '@/lib/admin-api';
import { deletePolicy, putPolicy } from '@/lib/admin-client';
import { policyKeys } from '@/lib/arguments/policy-keys';
import { patternProblem } from '@/lib/permission-pattern';
import { PolicyPreview } from './policy-preview';

export interface PolicyFormProps {
  readonly vhost: string;
  readonly kind: PolicyKind;
  readonly policy: Policy | undefined;
  readonly policies: readonly Policy[];
  readonly refusal: string | null;
  readonly onDone: () => void;
}

interface Values {
  readonly name: string;
  readonly pattern: string;
  readonly applyTo: Policy['apply-to'];
  readonly priority: string;
  readonly entries: readonly KeyValueEntry[];
}

const applyToOptions = applyToValues.map((value) => ({ value, label: value.replace('_', ' ') }));

function initial(policy: Policy | undefined): Values {
  if (!policy) return { name: '', pattern: '', applyTo: 'all', priority: '0', entries: [] };
  const { name, pattern, priority, definition } = policy;
  return { name, pattern, applyTo: policy['apply-to'], priority: String(priority), entries: entriesOf(definition) };
}

function problemsOf({ name, pattern, priority, entries }: Values) {
  return {
    name: name === '' ? 'A policy needs a name.' : null,
    pattern: pattern === '' ? 'A policy needs a pattern; .* matches every name.' : patternProblem(pattern),
    priority: /^-?\d{1,9}$/.test(priority) ? null : 'A whole number.',
    definition: Object.keys(toRecord(entries)).length === 0 ? 'A policy has to set something.' : null,
  };
}

export function PolicyForm({ vhost, kind, policy, policies, refusal, onDone }: PolicyFormProps) {
  const [values, setValues] = useState(() => initial(policy));
  const [submitted, setSubmitted] = useState(false);
  const save = useAdminChange({
    change: ({ name, pattern, applyTo, priority, entries }: Values) =>
      putPolicy(
        { kind, vhost, name },
        { pattern, 'apply-to': applyTo, priority: Number(priority), definition: toRecord(entries) },
      ),
    onDone: (_, { name }) => {
      toast.success(`Policy ${name} is in force`);
      onDone();
    },
  });
  const problems = problemsOf(values);
  const change = (patch: Partial<Values>) => setValues((current) => ({ ...current, ...patch }));

  function submit(event: FormEvent) {
    event.preventDefault();
    setSubmitted(true);
    const isGood = Object.values(problems).every((problem) => problem === null) && !hasProblem(values.entries);
    if (isGood) save.mutate(values);
  }

  return (
    <div className="flex flex-col gap-6 px-5 py-4">
      <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <fieldset disabled={refusal !== null} className="contents">
          {!policy && (
            <Field label="Name" error={submitted ? problems.name : null}>
              <Input mono value={values.name} onValueChange={(name) => change({ name })} placeholder="ttl-for-orders" />
            </Field>
          )}
          <Field
            label="Pattern"
            help="A regular expression; it matches anywhere in a name. ^orders begins with orders."
            error={submitted ? problems.pattern : patternProblem(values.pattern)}
          >
            <Input mono value={values.pattern} onValueChange={(pattern) => change({ pattern })} placeholder="^orders" />
          </Field>
          <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-3">
            <Field label="Applies to">
              <Select
                value={values.applyTo}
                onValueChange={(applyTo) => change({ applyTo })}
                options={applyToOptions}
              />
            </Field>
            <Field label="Priority" explained={glossary['policy priority']} error={problems.priority}>
              <Input inputMode="numeric" value={values.priority} onValueChange={(priority) => change({ priority })} />
            </Field>
          </div>
          <Fieldset legend="Definition" help="What the matched queues and exchanges get.">
            <ArgumentsEditor
              known={policyKeys[kind]}
              noun="setting"
              entries={values.entries}
              onEntriesChange={(entries) => change({ entries })}
              showProblems={submitted}
            />
            {submitted && problems.definition && (
              <p role="alert" className="mt-1.5 text-destructive text-xs">
                {problems.definition}
              </p>
            )}
          </Fieldset>
        </fieldset>
        <PolicyPreview
          vhost={vhost}
          policies={policies}
          draft={{
            name: policy?.name ?? values.name,
            pattern: values.pattern,
            applyTo: values.applyTo,
            priority: Number(values.priority) || 0,
          }}
        />
        <ErrorNotice error={save.error} />
        <div className="flex gap-2">
          <Button type="submit" variant="primary" refusal={refusal} pending={save.isPending}>
            {policy ? 'Save' : 'Create'}
          </Button>
          {policy && (
            <DeleteButton
              noun="policy"
              name={policy.name}
              consequence="What it matches loses its settings at once; the next policy that matches takes its place."
              refusal={refusal}
              change={() => deletePolicy({ kind, vhost, name: policy.name })}
              onDeleted={onDone}
            />
          )}
        </div>
      </form>
    </div>
  );
}
