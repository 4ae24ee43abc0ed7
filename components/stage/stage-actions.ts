import { announce } from '@/components/ui/live-region';
import { toast } from '@/components/ui/toast';
import type { PlaygroundClient, Verdict } from '@/lib/live-events';
import { liveStore } from '@/lib/live-store';
import type { StageEdge, StageNode } from '@/lib/stage-graph';
import { isPredeclared } from '@/lib/stage-graph';
import { useStageUi } from './stage-ui';

/** The dialogs that a node or an edge can open. Keys, menus, the inspector and the outline all come through here. */

export function publishTo(node: StageNode): void {
  const { open } = useStageUi.getState();
  if (node.kind === 'exchange') open({ kind: 'publish', exchange: node.name, routingKey: '' });
  if (node.kind === 'queue') open({ kind: 'publish', exchange: '', routingKey: node.name });
}

/** Where would a message go, and why? The form answers while it is filled in; nothing is sent before one says so. */
export function askWhy(node: StageNode | null): boolean {
  const { open } = useStageUi.getState();
  if (node === null) {
    const [own = ''] = [...(liveStore.getState().model?.exchanges.keys() ?? [])].filter((name) => !isPredeclared(name));
    open({ kind: 'publish', exchange: own, routingKey: '' });
  } else if (node.kind === 'exchange' || node.kind === 'queue') publishTo(node);
  else if (node.kind === 'producer' && node.client?.spec.kind === 'producer') {
    const { exchange, routingKey } = node.client.spec;
    open({ kind: 'publish', exchange, routingKey });
  } else return false;
  return true;
}

export function canBind(node: StageNode): boolean {
  return node.kind === 'exchange' && node.name !== '';
}

export function askBind(node: StageNode): void {
  const { open } = useStageUi.getState();
  if (node.kind === 'queue') open({ kind: 'bind', source: '', destination: node.name, destinationType: 'queue' });
  else if (canBind(node)) open({ kind: 'bind', source: node.name, destination: null, destinationType: 'queue' });
}

export function canDelete(node: StageNode): boolean {
  if (node.kind === 'frame') return false;
  if (node.kind === 'exchange') return !isPredeclared(node.name);
  return node.kind === 'queue' || node.client !== null || node.connection !== null;
}

export function askDelete(node: StageNode): void {
  const { open } = useStageUi.getState();
  if (node.kind === 'frame' || !canDelete(node)) return;
  if (node.kind === 'exchange') open({ kind: 'delete-exchange', exchange: node.name });
  else if (node.kind === 'queue') open({ kind: 'delete-queue', queue: node.name });
  else if (node.client !== null) open({ kind: 'remove-client', client: node.client.id });
  else if (node.connection !== null) open({ kind: 'close-connection', connection: node.connection.name });
}

export function askUnbind(edge: StageEdge): void {
  if (edge.kind !== 'binding' || edge.bindings.length === 0) return;
  useStageUi.getState().open({ kind: 'unbind', bindings: edge.bindings });
}

export function editClient(node: StageNode): void {
  const { open } = useStageUi.getState();
  if (node.kind === 'producer' && node.client !== null) {
    open({ kind: 'producer', client: node.client.id, exchange: null });
  }
  if (node.kind === 'consumer' && node.client !== null) open({ kind: 'consumer', client: node.client.id, queue: null });
}

/** Settles what a consumer has held for longest. */
export function settleOldest(client: PlaygroundClient, verdict: Verdict): void {
  const [oldest] = (liveStore.playground.clients.get(client.id) ?? client).held;
  if (oldest === undefined) {
    announce(`${client.spec.name} holds no message`);
    return;
  }
  liveStore.playground
    .settle(client.id, oldest.deliveryTag, verdict)
    .then(() => announce(`${verdict}: message ${oldest.deliveryTag}`))
    .catch((failure: Error) => toast.error(failure.message));
}

/** The view stands still, or is live again. The broker goes on either way. */
export function toggleFreeze(): void {
  if (liveStore.getState().view.kind === 'past') liveStore.goLive();
  else liveStore.freeze();
  announce(liveStore.getState().view.kind === 'past' ? 'The view is frozen' : 'The view is live');
}
