'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX } from 'lucide-react';
import { permissionsQuery, topicPermissionsQuery } from '@/components/session/admin-queries';
import { cn } from '@/components/ui/cn';
import { Field } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { answerAccess, type Operation, operationHelp, operations } from '@/lib/access-question';
import { choiceParam, textParam } from '@/lib/url-params';
import { useUrlParams } from '@/lib/url-state';

export interface AccessTesterProps {
  readonly users: readonly string[];
  readonly vhosts: readonly string[];
}

const parsers = {
  who: textParam,
  may: choiceParam(operations).withDefault('write'),
  to: textParam.withDefault(''),
  in: textParam,
  key: textParam,
};

const verbs: Readonly<Record<Operation, string>> = { configure: 'configure', write: 'write to', read: 'read from' };
const operationOptions = operations.map((value) => ({ value, label: verbs[value], hint: operationHelp[value] }));

/** Answers one question about permissions, as the broker would. The question is in the URL. */
export function AccessTester({ users, vhosts }: AccessTesterProps) {
  const [question, setQuestion] = useUrlParams(parsers);
  const { data: permissions = [] } = useQuery(permissionsQuery);
  const { data: topicPermissions = [] } = useQuery(topicPermissionsQuery);
  const user = question.who ?? users[0] ?? '';
  const vhost = question.in ?? vhosts[0] ?? '';
  const { may: operation, to: name, key } = question;
  const answer = answerAccess({ user, vhost, operation, name, routingKey: key }, { permissions, topicPermissions });
  return (
    <section aria-label="Test a permission" className="@container px-4 py-3">
      <div className="grid grid-cols-2 items-end gap-2 @3xl:grid-cols-[10rem_9rem_minmax(0,1fr)_10rem_10rem]">
        <Field label="May">
          <Select
            value={user}
            onValueChange={(who) => setQuestion({ who })}
            options={users.map((value) => ({ value, label: value }))}
          />
        </Field>
        <Field label="do this">
          <Select<Operation>
            value={operation}
            onValueChange={(may) => setQuestion({ may })}
            options={operationOptions}
          />
        </Field>
        <Field label="Queue or exchange" className="max-@3xl:col-span-2">
          <Input mono placeholder="orders" value={name} onValueChange={(to) => setQuestion({ to })} />
        </Field>
        <Field label="in vhost" explained={glossary['virtual host']}>
          <Select
            value={vhost}
            onValueChange={(next) => setQuestion({ in: next })}
            options={vhosts.map((value) => ({ value, label: value }))}
          />
        </Field>
        <Field label="with key" explained={glossary['routing key']}>
          <Input
            mono
            placeholder="any"
            value={key ?? ''}
            disabled={operation === 'configure'}
            onValueChange={(text) => setQuestion({ key: text === '' ? null : text })}
          />
        </Field>
      </div>
      <div
        role="status"
        className={cn('mt-3 flex gap-2.5 rounded-md p-3 text-sm', answer.isAllowed ? 'bg-success-soft' : 'bg-muted')}
      >
        {answer.isAllowed ? (
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />
        ) : (
          <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-destructive" />
        )}
        <p className="min-w-0 break-words">
          <span className="font-semibold">{answer.isAllowed ? 'Yes.' : 'No.'}</span> {answer.reasons.join(' ')}
        </p>
      </div>
    </section>
  );
}
