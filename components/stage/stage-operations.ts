import { stayedWords } from '@/components/messages/stayed-words';
import { toast } from '@/components/ui/toast';
import { exchangeLabel } from '@/lib/amqp-names';
import {
  deleteBinding,
  deleteExchange,
  deleteQueue,
  getExchange,
  getQueue,
  type KeptMessages,
  listExchangeBindings,
  listQueueBindings,
  postBinding,
  putExchange,
  putQueue,
} from '@/lib/api-client';
import type { MoveReport, MoveWish } from '@/lib/contents-api';
import { moveMessages, undoAct } from '@/lib/contents-client';
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

/** The same with a notice that has a button to take it back. */
function recordAndTell(act: Act, title: string, description: string): void {
  record(act);
  const onClick = () => void useHistory.getState().undo(act);
  toast(title, { description, duration: UNDO_MS, action: { label: 'Undo', onClick } });
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

/** What was there before a deletion, and what the broker kept of it. The notice says what will not come back. */
export function deleted(definition: Definition, messages: number, kept: KeptMessages | null): void {
  const { kind, name, bindings, vhost } = definition;
  let content = kept;
  const act: Act = {
    label: `Delete ${kind} ${name}`,
    undo: async () => {
      await declareAgain(definition);
      if (content !== null && content.undo !== null) await refill(vhost, name, content.undo);
      content = null;
    },
    redo: async () => {
      if (kind === 'exchange') await takeAway(definition);
      else content = await deleteQueue({ vhost, name }, { keepMessages: true });
    },
  };
  const back = kept?.undo == null ? 0 : kept.kept;
  const parts = [kind === 'queue' ? 'the queue' : 'the exchange', plural(bindings.length, 'binding')];
  if (back > 0) parts.push(plural(back, 'message'));
  const lost = messages - back;
  const rest = lost > 0 ? `, not ${plural(lost, 'message')} ${back > 0 ? 'that consumers held' : 'of it'}` : '';
  recordAndTell(act, `Deleted ${kind} ${name}`, `Undo brings back ${parts.join(' and ')}${rest}.`);
}

/** The queue itself is back; its messages are kept for seconds only, and it is said when they are gone. */
async function refill(vhost: string, queue: string, undo: string): Promise<void> {
  try {
    const { restored, gone } = await undoAct(vhost, undo);
    const refused = gone > 0 ? `; it refused ${gone}` : '';
    toast.success(`${queue} has ${plural(restored, 'message')} again${refused}`);
  } catch {
    toast.warning(`${queue} is back without its messages`, { description: 'They are kept for ten seconds.' });
  }
}

/** Moves or copies messages of a queue. For some seconds it can be taken back, and the messages go to their old places. */
export async function sendOnwards(vhost: string, queue: string, wish: MoveWish): Promise<MoveReport> {
  const send = () => moveMessages({ vhost, name: queue }, { ...wish, undoable: true });
  const report = await send();
  let { undo = null } = report;
  const [verb, done] = wish.copy === true ? ['Copy', 'copied'] : ['Move', 'moved'];
  const to = wish.queue ?? exchangeLabel(wish.exchange ?? '');
  const left = stayedWords(report).join('; ');
  if (report.moved === 0) toast.warning(`Nothing was ${done} to ${to}`, { description: left });
  if (report.moved === 0 || undo === null) return report;
  const act: Act = {
    label: `${verb} ${plural(report.moved, 'message')} to ${to}`,
    undo: async () => {
      if (undo === null) return;
      const { restored, gone } = await undoAct(vhost, undo);
      if (gone > 0) {
        toast.warning(`${plural(restored, 'message')} taken back, ${gone} not`, {
          description: 'Somebody has got them already, or they lie on disk: they stay where they are.',
        });
      }
    },
    redo: async () => {
      ({ undo = null } = await send());
    },
  };
  recordAndTell(act, `${plural(report.moved, 'message')} ${done} to ${to}`, left);
  setTimeout(() => useHistory.getState().forget(act), UNDO_MS);
  return report;
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
