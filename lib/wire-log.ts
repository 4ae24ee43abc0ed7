import type { WireBatch, WireDirection, WireFrame } from './wire-events';
import { frameName, frameSummary } from './wire-export';

/** Frames that are kept; older ones are let go. */
const MAX_KEPT = 3000;

export type WireLine =
  | {
      readonly kind: 'frame';
      readonly key: string;
      readonly frame: WireFrame;
      /** The method that a header or a body belongs to, for a filter: empty when it came before we looked. */
      readonly of: string;
    }
  | { readonly kind: 'gap'; readonly key: string; readonly count: number };

export interface WireLog {
  readonly lines: readonly WireLine[];
  /** Frames that the server has not shown because there were too many. */
  readonly skipped: number;
  /** Older frames that were let go here. */
  readonly dropped: number;
  readonly ended: string | null;
}

export const EMPTY_LOG: WireLog = { lines: [], skipped: 0, dropped: 0, ended: null };

/** The log with what has come; `methods` remembers the last method of each channel and direction. */
export function addBatch(log: WireLog, batch: WireBatch, methods: Map<string, string>): WireLog {
  const added: WireLine[] = batch.frames.map((frame) => {
    const place = `${frame.direction} ${frame.channel}`;
    if (frame.content.kind === 'method') methods.set(place, frame.content.method);
    const of = frame.content.kind === 'header' || frame.content.kind === 'body' ? (methods.get(place) ?? '') : '';
    return { kind: 'frame', key: `${batch.watch}.${frame.number}`, frame, of };
  });
  const last = batch.frames.at(-1)?.number ?? 0;
  if (batch.skipped > 0)
    added.push({ kind: 'gap', key: `gap ${batch.watch}.${last}.${log.skipped}`, count: batch.skipped });
  const lines = [...log.lines, ...added];
  const surplus = Math.max(0, lines.length - MAX_KEPT);
  return {
    lines: lines.slice(surplus),
    skipped: log.skipped + batch.skipped,
    dropped: log.dropped + surplus,
    ended: batch.ended,
  };
}

export type WireRow =
  | Extract<WireLine, { kind: 'frame' }>
  | Extract<WireLine, { kind: 'gap' }>
  /** Heartbeats in a row, of both directions. */
  | { readonly kind: 'heartbeats'; readonly key: string; readonly frames: readonly WireFrame[] };

export interface WireFilter {
  /** A part of a method's name, or of what it says. */
  readonly text: string;
  /** Null for all channels. */
  readonly channel: number | null;
  /** Null for both. */
  readonly direction: WireDirection | null;
}

/** What is shown of a log: what the filter lets through, with heartbeats folded. */
export function rowsOf(lines: readonly WireLine[], filter: WireFilter): readonly WireRow[] {
  const rows: WireRow[] = [];
  for (const line of lines) {
    if (!isShown(line, filter)) continue;
    if (line.kind === 'gap' || line.frame.content.kind !== 'heartbeat') {
      rows.push(line);
      continue;
    }
    const last = rows.at(-1);
    if (last?.kind === 'heartbeats') rows[rows.length - 1] = { ...last, frames: [...last.frames, line.frame] };
    else rows.push({ kind: 'heartbeats', key: `heartbeats ${line.key}`, frames: [line.frame] });
  }
  return rows;
}

function isShown(line: WireLine, { text, channel, direction }: WireFilter): boolean {
  // What was left out may have been what is looked for.
  if (line.kind === 'gap') return true;
  const { frame, of } = line;
  if (channel !== null && frame.channel !== channel) return false;
  if (direction !== null && frame.direction !== direction) return false;
  const needle = text.trim().toLowerCase();
  return needle === '' || `${of} ${frameName(frame)} ${frameSummary(frame)}`.toLowerCase().includes(needle);
}

/** The channels that have frames in a log, in order. */
export function channelsOf(lines: readonly WireLine[]): readonly number[] {
  const numbers = new Set(lines.flatMap((line) => (line.kind === 'frame' ? [line.frame.channel] : [])));
  return [...numbers].sort((a, b) => a - b);
}
