'use client';

import { Download, Eraser, Pause, Play } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { FilterInput } from '@/components/ui/filter-input';
import { Menu, MenuItem } from '@/components/ui/menu';
import { saveFile } from '@/components/ui/save-file';
import { Select } from '@/components/ui/select';
import type { WireDirection } from '@/lib/wire-events';
import { framesAsNdjson, framesAsText } from '@/lib/wire-export';
import { channelsOf, type WireRow } from '@/lib/wire-log';
import type { useWire } from './use-wire';

export interface WireToolsProps {
  readonly wire: ReturnType<typeof useWire>;
  readonly connection: string;
  readonly rows: readonly WireRow[];
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly channel: number | null;
  readonly onChannel: (channel: number | null) => void;
  readonly direction: WireDirection | null;
  readonly onDirection: (direction: WireDirection | null) => void;
}

/** What chooses among the frames, and what is done with them. */
export function WireTools(props: WireToolsProps) {
  const { wire, connection, rows, text, channel, direction } = props;
  const channels = [...new Set([...channelsOf(wire.log.lines), ...(channel === null ? [] : [channel])])];
  const frames = rows.flatMap((row) => (row.kind === 'frame' ? [row.frame] : row.kind === 'gap' ? [] : row.frames));
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FilterInput label="Filter frames" value={text} onValueChange={props.onText} className="min-w-40 flex-1" />
      <Select
        aria-label="Channel"
        value={channel === null ? 'all' : String(channel)}
        onValueChange={(next) => props.onChannel(next === 'all' ? null : Number(next))}
        options={[
          { value: 'all', label: 'All channels' },
          ...channels.map((one) => ({ value: String(one), label: one === 0 ? 'Connection' : `Channel ${one}` })),
        ]}
        className="w-36"
      />
      <Select
        aria-label="Direction"
        value={direction ?? 'both'}
        onValueChange={(next) => props.onDirection(next === 'both' ? null : next)}
        options={[
          { value: 'both', label: 'Both ways' },
          { value: 'from-client', label: 'From client' },
          { value: 'to-client', label: 'To client' },
        ]}
        className="w-32"
      />
      <div className="flex gap-1">
        <Button size="sm" variant="ghost" onClick={() => wire.pause(!wire.isPaused)}>
          {wire.isPaused ? <Play aria-hidden className="size-3.5" /> : <Pause aria-hidden className="size-3.5" />}
          {wire.isPaused ? 'Go on' : 'Pause'}
        </Button>
        <Button size="sm" variant="ghost" onClick={wire.clear}>
          <Eraser aria-hidden className="size-3.5" />
          Clear
        </Button>
        <Menu
          align="end"
          trigger={
            <Button size="sm" variant="ghost" disabled={frames.length === 0}>
              <Download aria-hidden className="size-3.5" />
              Export
            </Button>
          }
        >
          <MenuItem onClick={() => saveFile(`${connection}.txt`, 'text/plain', framesAsText(frames))}>Text</MenuItem>
          <MenuItem onClick={() => saveFile(`${connection}.ndjson`, 'application/x-ndjson', framesAsNdjson(frames))}>
            NDJSON
          </MenuItem>
        </Menu>
      </div>
    </div>
  );
}
