import { toast } from '@/components/ui/toast';
import {
  deleteBinding,
  deleteExchange,
  deleteQueue,
  getExchange,
  getQueue,
  listExchangeBindings,
  listQueueBindings,
  postBinding,
  putExchange,
  putQueue,
} from '@/lib/api-client';
import { plural } from '@/lib/format';
import type { BindingEdge, PlaygroundClient, PlaygroundSpec } from '@/lib/live-events';
import { bindingKeyOf } from '@/lib/live-model';
import { liveStore } from '@/lib/live-store';
import type { Binding, ExchangeDeclaration, QueueDeclaration } from '@/lib/management-api';
import { type Act, useHistory } from './stage-history';

/** Acts on the broker that the stage can take back. Each is recorded after the broker has agreed to it. */

const UNDO_MS = 8_000;

function record(act: Act): void {
  useHistory.getState().record(act);
}

type Kind = 'queue' | 'exchange';

/** A queue or an exchange with its bindings, as much as is needed to declare it again. */
export interface Definition {
  readonly kind: Kind;
  readonly vhost: string;
  readonly name: string;
  readonly declaration: QueueDeclaration | ExchangeDeclaration;
  readonly bindings: readonly Binding[];
}

export async function readDefinition(kind: Kind, vhost: string, name: string): Promise<Definition> {
  const ref = { vhost, name };
  if (kind === 'queue') {
    const [queue, bindings] = await Promise.all([getQueue(ref), listQueueBindings(ref)]);
    const { durable, auto_delete, arguments: args } = queue;
    return { kind, vhost, name, declaration: { durable, auto_delete, arguments: args }, bindings: named(bindings) };
  }
  const [exchange, outgoing, incoming] = await Promise.all([
    getExchange(ref),
    listExchangeBindings(ref, 'source'),
    listExchangeBindings(ref, 'destination'),
  ]);
  const { type, durable, auto_delete, internal, arguments: args } = exchange;
  const declaration = { type, durable, auto_delete, internal, arguments: args };
  return { kind, vhost, name, declaration, bindings: named([...outgoing, ...incoming]) };
}

/** The default exchange binds every queue by itself. */
function named(bindings: readonly Binding[]): readonly Binding[] {
  return bindings.filter(({ source }) => source !== '');
}

async function declareAgain({ kind, vhost, name, declaration, bindings }: Definition): Promise<void> {
  const ref = { vhost, name };
  if (kind === 'queue') await putQueue(ref, declaration as QueueDeclaration);
  else await putExchange(ref, declaration as ExchangeDeclaration);
  await Promise.all(
    bindings.map(({ source, destination, destination_type: destinationType, routing_key, arguments: args }) =>
      postBinding({ vhost, source, destination, destinationType }, { routing_key, arguments: args }),
    ),
  );
}

/** A queue that has got messages meanwhile is not thrown away by an undo: the broker refuses, and that is said. */
async function takeAway({ kind, vhost, name }: Pick<Definition, 'kind' | 'vhost' | 'name'>): Promise<void> {
  if (kind === 'queue') await deleteQueue({ vhost, name }, { ifEmpty: true });
  else await deleteExchange({ vhost, name });
}

export function declared(kind: Kind, vhost: string, name: string): void {
  let definition: Definition | null = null;
  record({
    label: `Declare ${kind} ${name}`,
    undo: async () => {
      definition = await readDefinition(kind, vhost, name);
      await takeAway(definition);
    },
    redo: async () => {
      if (definition !== null) await declareAgain(definition);
    },
  });
}

/** The definition was read before the deletion; messages do not come back, and the notice says so. */
export function deleted(definition: Definition, messages: number): void {
  const { kind, name, bindings } = definition;
  record({
    label: `Delete ${kind} ${name}`,
    undo: () => declareAgain(definition),
    redo: () => takeAway(definition),
  });
  const parts = [kind === 'queue' ? 'the queue' : 'the exchange', plural(bindings.length, 'binding')];
  toast(`Deleted ${kind} ${name}`, {
    description: `Undo brings back ${parts.join(' and ')}${messages > 0 ? `, not its ${plural(messages, 'message')}` : ''}.`,
    duration: UNDO_MS,
    action: { label: 'Undo', onClick: () => void useHistory.getState().undo() },
  });
}

export function bound(vhost: string, bindings: readonly BindingEdge[]): void {
  const [first] = bindings;
  if (first === undefined) return;
  record({
    label: `Bind ${first.destination} to ${first.source}`,
    undo: () => unbindAll(vhost, bindings),
    redo: () => bindAll(vhost, bindings),
  });
}

export function unbound(vhost: string, bindings: readonly BindingEdge[]): void {
  const [first] = bindings;
  if (first === undefined) return;
  record({
    label: `Unbind ${first.destination} from ${first.source}`,
    undo: () => bindAll(vhost, bindings),
    redo: () => unbindAll(vhost, bindings),
  });
}

async function bindAll(vhost: string, bindings: readonly BindingEdge[]): Promise<void> {
  await Promise.all(
    bindings.map((binding) =>
      postBinding({ vhost, ...binding }, { routing_key: binding.routingKey, arguments: binding.arguments }),
    ),
  );
}

export async function unbindAll(vhost: string, bindings: readonly BindingEdge[]): Promise<void> {
  await Promise.all(bindings.map((binding) => deleteBinding({ vhost, ...binding }, binding.propertiesKey)));
}

const PATCH_MS = 3_000;

/** Records the bindings that come up after this moment and that pass the test: a form does not tell what it made. */
export function watchBindings(vhost: string, isMeant: (binding: BindingEdge) => boolean): () => void {
  const known = new Set(liveStore.getState().model?.bindings.keys());
  return () => {
    const look = () => {
      const fresh = [...(liveStore.getState().model?.bindings.values() ?? [])].filter(
        (binding) => !known.has(bindingKeyOf(binding)) && isMeant(binding),
      );
      if (fresh.length === 0) return;
      leave();
      bound(vhost, fresh);
    };
    const leave = liveStore.subscribe(look);
    setTimeout(leave, PATCH_MS);
    look();
  };
}

// Playground clients

export function placed(client: PlaygroundClient): void {
  let { id } = client;
  record({
    label: `Place ${client.spec.kind} ${client.spec.name}`,
    undo: () => liveStore.playground.remove(id),
    redo: async () => {
      ({ id } = await liveStore.playground.create(client.spec));
    },
  });
}

export function removed(client: PlaygroundClient): void {
  let { id } = client;
  record({
    label: `Remove ${client.spec.kind} ${client.spec.name}`,
    undo: async () => {
      ({ id } = await liveStore.playground.create(client.spec));
    },
    redo: () => liveStore.playground.remove(id),
  });
}

/** Changes the settings of a client and records it. */
export async function change(client: PlaygroundClient, spec: PlaygroundSpec, label: string): Promise<void> {
  const { id, spec: former } = client;
  await liveStore.playground.update(id, spec);
  record({
    label,
    undo: async () => void (await liveStore.playground.update(id, former)),
    redo: async () => void (await liveStore.playground.update(id, spec)),
  });
}
