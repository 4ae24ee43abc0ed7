'use client';

import {
  ChevronsDown,
  ChevronsUp,
  Download,
  Ellipsis,
  Eraser,
  FoldVertical,
  Link as LinkIcon,
  Pencil,
  Route,
  Search,
  Send,
  SlidersHorizontal,
  Trash2,
  Zap,
} from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { toast } from '@/components/ui/toast';
import { liveStore } from '@/lib/live-store';
import type { ConsumerStageNode, ProducerStageNode, StageNode } from '@/lib/stage-graph';
import { turnDial } from './rate-steps';
import { askBind, askDelete, askWhy, canBind, canDelete, editClient, publishTo, settleOldest } from './stage-actions';
import { toggleFold, useSaved } from './stage-saved-store';
import { useStageUi } from './stage-ui';

/** Everything that can be done with a node, as a menu. */
export function StageMenu({ node, name }: { readonly node: StageNode; readonly name: string }) {
  const { open, select, isReadOnly } = useStageUi();
  const isFolded = useSaved((state) => state.saved.folded.has(node.id));
  const isOwn = (node.kind === 'producer' || node.kind === 'consumer') && node.client !== null;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton size="sm" label={`Actions for ${name}`} tooltip={false}>
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem icon={<Search aria-hidden />} onClick={() => select(node.id)}>
        Inspect
      </MenuItem>
      {(node.kind === 'exchange' || node.kind === 'queue') && (
        <MenuItem icon={<Send aria-hidden />} disabled={isReadOnly} onClick={() => publishTo(node)}>
          Publish…
        </MenuItem>
      )}
      {(node.kind === 'exchange' || node.kind === 'queue') && (
        <MenuItem icon={<Route aria-hidden />} disabled={isReadOnly} onClick={() => askWhy(node)}>
          Why? Try a message…
        </MenuItem>
      )}
      {node.kind === 'producer' && isOwn && <ProducerItems node={node} />}
      {(canBind(node) || node.kind === 'queue') && (
        <MenuItem icon={<LinkIcon aria-hidden />} disabled={isReadOnly} onClick={() => askBind(node)}>
          Bind…
        </MenuItem>
      )}
      {node.kind === 'exchange' && (
        <MenuItem
          icon={<Send aria-hidden />}
          disabled={isReadOnly}
          onClick={() => open({ kind: 'producer', client: null, exchange: node.name })}
        >
          Add a producer…
        </MenuItem>
      )}
      {node.kind === 'queue' && (
        <MenuItem
          icon={<Download aria-hidden />}
          disabled={isReadOnly}
          onClick={() => open({ kind: 'consumer', client: null, queue: node.name })}
        >
          Attach a consumer…
        </MenuItem>
      )}
      {node.kind === 'queue' && (
        <MenuItem
          icon={<SlidersHorizontal aria-hidden />}
          disabled={isReadOnly}
          onClick={() => open({ kind: 'redeclare', queue: node.name })}
        >
          Change arguments…
        </MenuItem>
      )}
      {isOwn && (
        <MenuItem icon={<Pencil aria-hidden />} disabled={isReadOnly} onClick={() => editClient(node)}>
          Change…
        </MenuItem>
      )}
      {(node.kind === 'exchange' || node.kind === 'queue') && (
        <MenuItem icon={<FoldVertical aria-hidden />} onClick={() => toggleFold(node.id, name)}>
          {isFolded ? 'Unfold what comes after' : 'Fold what comes after'}
        </MenuItem>
      )}
      {node.kind === 'consumer' && node.byHand && isOwn && <SettleItems node={node} />}
      {isOwn && (
        <MenuItem icon={<Zap aria-hidden />} disabled={isReadOnly} onClick={() => crash(node)}>
          Crash: break its connection
        </MenuItem>
      )}
      {(node.kind === 'queue' || canDelete(node)) && <MenuSeparator />}
      {node.kind === 'queue' && (
        <MenuItem
          destructive
          icon={<Eraser aria-hidden />}
          disabled={isReadOnly}
          onClick={() => open({ kind: 'purge', queue: node.name })}
        >
          Purge…
        </MenuItem>
      )}
      {canDelete(node) && (
        <MenuItem destructive icon={<Trash2 aria-hidden />} disabled={isReadOnly} onClick={() => askDelete(node)}>
          {deleteLabel(node)}
        </MenuItem>
      )}
    </Menu>
  );
}

function ProducerItems({ node }: { readonly node: ProducerStageNode }) {
  const { client } = node;
  if (client === null) return null;
  const turn = (notches: number) => turnDial(client, notches).catch(failed);
  return (
    <>
      <MenuItem
        icon={<Send aria-hidden />}
        onClick={() => void liveStore.playground.publish(client.id, 1).catch(failed)}
      >
        Publish one message
      </MenuItem>
      <MenuItem icon={<ChevronsUp aria-hidden />} onClick={() => void turn(1)}>
        Publish faster
      </MenuItem>
      <MenuItem icon={<ChevronsDown aria-hidden />} onClick={() => void turn(-1)}>
        Publish slower
      </MenuItem>
    </>
  );
}

const verdicts = [
  ['ack', 'Ack the oldest'],
  ['nack', 'Nack the oldest'],
  ['reject', 'Reject the oldest'],
  ['requeue', 'Requeue the oldest'],
] as const;

function SettleItems({ node }: { readonly node: ConsumerStageNode }) {
  const { client } = node;
  if (client === null) return null;
  return verdicts.map(([verdict, text]) => (
    <MenuItem key={verdict} disabled={client.held.length === 0} onClick={() => settleOldest(client, verdict)}>
      {text}
    </MenuItem>
  ));
}

function crash(node: StageNode): void {
  if ((node.kind === 'producer' || node.kind === 'consumer') && node.client !== null) {
    liveStore.playground.crash(node.client.id).catch(failed);
  }
}

function failed(failure: Error): void {
  toast.error(failure.message);
}

function deleteLabel(node: StageNode): string {
  if (node.kind === 'exchange' || node.kind === 'queue') return 'Delete…';
  return node.kind === 'frame' || node.client === null ? 'Close its connection…' : 'Remove…';
}
