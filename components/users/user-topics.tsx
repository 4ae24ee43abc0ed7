'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { ExchangeCombobox } from '@/components/exchanges/exchange-combobox';
import { topicPermissionsQuery } from '@/components/session/admin-queries';
import { ErrorNotice } from '@/components/session/error-notice';
import { useAdminChange } from '@/components/session/use-admin-change';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { glossary } from '@/components/ui/glossary';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Section } from '@/components/ui/section';
import { Select } from '@/components/ui/select';
import { Term } from '@/components/ui/term';
import { toast } from '@/components/ui/toast';
import type { TopicPermission } from '@/lib/admin-api';
import { deleteTopicPermission, putTopicPermission } from '@/lib/admin-client';
import { patternProblem } from '@/lib/permission-pattern';

export interface UserTopicsProps {
  readonly user: string;
  readonly vhosts: readonly string[];
}

/** Which routing keys a user may use at topic exchanges. */
export function UserTopics({ user, vhosts }: UserTopicsProps) {
  const { data = [] } = useQuery(topicPermissionsQuery);
  const own = data.filter((permission) => permission.user === user);
  const remove = useAdminChange({
    change: (permission: TopicPermission) => deleteTopicPermission(permission),
    onDone: (_, { exchange }) => toast.success(`Every routing key is allowed at ${exchange} again`),
  });
  return (
    <div className="flex flex-col gap-6">
      <Section title={<Term name="topic permission">Narrowed down</Term>} count={own.length}>
        {own.length === 0 ? (
          <EmptyState compact title="Every routing key is allowed">
            A topic permission narrows down the keys that the user may publish with (write) and bind with (read).
          </EmptyState>
        ) : (
          <ul className="divide-y rounded-md border bg-card">
            {own.map((permission) => (
              <li
                key={`${permission.vhost}\n${permission.exchange}`}
                className="flex items-center gap-2 py-1.5 pr-1.5 pl-3"
              >
                <div className="min-w-0 flex-1 text-xs">
                  <p className="truncate font-mono text-[0.8125rem]">
                    {permission.exchange || 'amq.default'} <span className="text-muted-foreground">in</span>{' '}
                    {permission.vhost}
                  </p>
                  <p className="truncate">
                    write <code className="font-mono">{permission.write || 'nothing'}</code>, read{' '}
                    <code className="font-mono">{permission.read || 'nothing'}</code>
                  </p>
                </div>
                <IconButton
                  size="sm"
                  tone="destructive"
                  label={`Remove the topic permission for ${permission.exchange}`}
                  onClick={() => remove.mutate(permission)}
                >
                  <X aria-hidden />
                </IconButton>
              </li>
            ))}
          </ul>
        )}
        <ErrorNotice error={remove.error} />
      </Section>
      {vhosts.length > 0 && <AddTopic user={user} vhosts={vhosts} />}
    </div>
  );
}

function AddTopic({ user, vhosts }: UserTopicsProps) {
  const [vhost, setVHost] = useState(vhosts[0] ?? '/');
  const [exchange, setExchange] = useState<string | null>(null);
  const [patterns, setPatterns] = useState({ write: '.*', read: '.*' });
  const add = useAdminChange({
    change: (name: string) => putTopicPermission({ user, vhost, exchange: name, ...patterns }),
    onDone: (_, name) => {
      toast.success(`Routing keys at ${name} are narrowed down`);
      setExchange(null);
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (exchange !== null && patternProblem(patterns.write) === null && patternProblem(patterns.read) === null) {
      add.mutate(exchange);
    }
  }

  return (
    <Section title="Narrow down">
      <form onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <Field label="Virtual host" explained={glossary['virtual host']}>
          <Select value={vhost} onValueChange={setVHost} options={vhosts.map((value) => ({ value, label: value }))} />
        </Field>
        <Field label="Topic exchange" explained={glossary.exchange}>
          <ExchangeCombobox withoutDefault vhost={vhost} value={exchange} onValueChange={setExchange} />
        </Field>
        {(['write', 'read'] as const).map((operation) => (
          <Field
            key={operation}
            label={operation === 'write' ? 'Keys to publish with' : 'Keys to bind with'}
            help="{username} and {vhost} stand for the user's own."
            error={patternProblem(patterns[operation])}
          >
            <Input
              mono
              value={patterns[operation]}
              onValueChange={(pattern) => setPatterns({ ...patterns, [operation]: pattern })}
            />
          </Field>
        ))}
        <ErrorNotice error={add.error} />
        <div>
          <Button type="submit" disabled={exchange === null} pending={add.isPending}>
            Narrow down
          </Button>
        </div>
      </form>
    </Section>
  );
}
