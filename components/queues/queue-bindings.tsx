'use client';

import { useQuery } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { BindDialog } from '@/components/exchanges/bind-dialog';
import { BindingList } from '@/components/exchanges/binding-list';
import { EntityBody } from '@/components/layout/entity-body';
import { useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { Section } from '@/components/ui/section';
import { queueBindingsQuery } from './queue-queries';

export function QueueBindings({ vhost, queue }: { readonly vhost: string; readonly queue: string }) {
  const query = useQuery(queueBindingsQuery({ vhost, name: queue }));
  const [isBinding, setBinding] = useState(false);
  const rights = useRights(vhost);
  return (
    <Section
      title="Messages come from"
      count={query.data?.length}
      actions={
        <Button size="sm" onClick={() => setBinding(true)} refusal={rights.write(queue)}>
          <Link2 aria-hidden className="size-3.5" />
          Bind
        </Button>
      }
    >
      <EntityBody query={query} noun="queue">
        {(bindings) => (
          <>
            <BindingList bindings={bindings} end="source" />
            {bindings.every(({ source }) => source === '') && (
              <p className="mt-3 text-muted-foreground text-sm">
                Every queue is bound to the default exchange by its name. Bind it to another exchange to receive what is
                published there.
              </p>
            )}
          </>
        )}
      </EntityBody>
      <BindDialog
        vhost={vhost}
        destination={queue}
        destinationType="queue"
        open={isBinding}
        onOpenChange={setBinding}
      />
    </Section>
  );
}
