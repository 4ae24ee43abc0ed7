'use client';

import { useQuery } from '@tanstack/react-query';
import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { EntityBody } from '@/components/layout/entity-body';
import { useRights } from '@/components/session/use-rights';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { BindDialog } from './bind-dialog';
import { BindingList } from './binding-list';
import { exchangeBindingsQuery } from './exchange-queries';

export function ExchangeBindings({ vhost, exchange }: { readonly vhost: string; readonly exchange: string }) {
  const ref = { vhost, name: exchange };
  const outgoing = useQuery(exchangeBindingsQuery(ref, 'source'));
  const incoming = useQuery(exchangeBindingsQuery(ref, 'destination'));
  const [binding, setBinding] = useState<'from' | 'to' | null>(null);
  const isDefault = exchange === '';
  const rights = useRights(vhost);

  return (
    <div className="flex flex-col gap-6">
      <Section
        title="Passes on to"
        count={outgoing.data?.length}
        actions={
          !isDefault && (
            <Button size="sm" onClick={() => setBinding('from')} refusal={rights.disturb(exchange)}>
              <Link2 aria-hidden className="size-3.5" />
              Bind
            </Button>
          )
        }
      >
        <EntityBody query={outgoing} noun="exchange">
          {(bindings) =>
            bindings.length > 0 ? (
              <BindingList bindings={bindings} end="destination" />
            ) : (
              <EmptyState compact title={isDefault ? 'No queues yet' : 'No bindings'}>
                {isDefault
                  ? 'Each queue appears here by its name as soon as it is declared.'
                  : 'Messages published here are dropped. Bind a queue to keep them.'}
              </EmptyState>
            )
          }
        </EntityBody>
      </Section>
      {!isDefault && (
        <Section
          title="Gets from other exchanges"
          count={incoming.data?.length}
          actions={
            <Button size="sm" onClick={() => setBinding('to')} refusal={rights.write(exchange)}>
              <Link2 aria-hidden className="size-3.5" />
              Bind
            </Button>
          }
        >
          <EntityBody query={incoming} noun="exchange">
            {(bindings) =>
              bindings.length > 0 ? (
                <BindingList bindings={bindings} end="source" />
              ) : (
                <p className="text-muted-foreground text-sm">Only what clients publish to it.</p>
              )
            }
          </EntityBody>
        </Section>
      )}
      <BindDialog
        vhost={vhost}
        open={binding !== null}
        onOpenChange={(open) => !open && setBinding(null)}
        {...(binding === 'to' ? { destination: exchange, destinationType: 'exchange' } : { source: exchange })}
      />
    </div>
  );
}
