'use client';

import { Download, Ellipsis, Eraser, Link as LinkIcon, Pencil, Search, Send, Trash2 } from 'lucide-react';
import { IconButton } from '@/components/ui/icon-button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import type { StageNode } from '@/lib/stage-graph';
import { askBind, askDelete, canBind, canDelete, editClient, publishTo } from './stage-actions';
import { useStageUi } from './stage-ui';

/** Everything that can be done with a node, as a menu. */
export function StageMenu({ node, name }: { readonly node: StageNode; readonly name: string }) {
  const { open, select } = useStageUi();
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
        <MenuItem icon={<Send aria-hidden />} onClick={() => publishTo(node)}>
          Publish…
        </MenuItem>
      )}
      {(canBind(node) || node.kind === 'queue') && (
        <MenuItem icon={<LinkIcon aria-hidden />} onClick={() => askBind(node)}>
          Bind…
        </MenuItem>
      )}
      {node.kind === 'exchange' && (
        <MenuItem
          icon={<Send aria-hidden />}
          onClick={() => open({ kind: 'producer', client: null, exchange: node.name })}
        >
          Add a producer…
        </MenuItem>
      )}
      {node.kind === 'queue' && (
        <MenuItem
          icon={<Download aria-hidden />}
          onClick={() => open({ kind: 'consumer', client: null, queue: node.name })}
        >
          Attach a consumer…
        </MenuItem>
      )}
      {isOwn && (
        <MenuItem icon={<Pencil aria-hidden />} onClick={() => editClient(node)}>
          Change…
        </MenuItem>
      )}
      {(node.kind === 'queue' || canDelete(node)) && <MenuSeparator />}
      {node.kind === 'queue' && (
        <MenuItem destructive icon={<Eraser aria-hidden />} onClick={() => open({ kind: 'purge', queue: node.name })}>
          Purge…
        </MenuItem>
      )}
      {canDelete(node) && (
        <MenuItem destructive icon={<Trash2 aria-hidden />} onClick={() => askDelete(node)}>
          {deleteLabel(node)}
        </MenuItem>
      )}
    </Menu>
  );
}

function deleteLabel(node: StageNode): string {
  if (node.kind === 'exchange' || node.kind === 'queue') return 'Delete…';
  return node.client === null ? 'Close its connection…' : 'Remove…';
}
