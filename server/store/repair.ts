import { join } from 'node:path';
import { crc32 } from './crc32';
import { type FileSystem, readFully, type StoreFile } from './file-system';
import { BATCH_CRC_AT, BATCH_HEAD_BYTES, BATCH_LENGTH_AT, BATCH_MAGIC, BATCH_POSITION_AT, KIND } from './layout';
import { findWholeBatch, wholeBatches } from './scan';
import { Segment, segmentBases } from './segment';

/** Larger gaps are filled with several batches. */
const FILLER_BYTES = 64 * 1024 * 1024;

/** A stretch of the log that cannot be read. */
export interface Damage {
  readonly segment: string;
  /** Bytes from the beginning of the segment, and how many. */
  readonly at: number;
  readonly bytes: number;
  /** Where what stood there was put for somebody to look at; null when nothing stood there. */
  readonly keptIn: string | null;
}

interface Stretch {
  readonly segment: Segment;
  readonly from: number;
  readonly to: number;
}

interface RepairOptions {
  readonly folder: string;
  /** Gets what stood in the damaged places. */
  readonly keepIn: string;
  readonly files: FileSystem;
}

/**
 * Makes a log readable of which parts are damaged: every batch that is whole stays in its place, before the damage and
 * behind it, and what cannot be read becomes a gap. Messages of the gap are lost, and messages whose acknowledgements
 * stood there come again. What lies behind the last whole batch is left to the next start.
 */
export async function repairLog({ folder, keepIn, files }: RepairOptions): Promise<Damage[]> {
  const segments = segmentBases(await files.list(folder)).map((base) => new Segment(folder, base));
  const stretches: Stretch[] = [];
  try {
    for (const [i, segment] of segments.entries()) {
      stretches.push(...(await unreadable(segment, await segment.open(files), segments[i + 1]?.base ?? null)));
    }
    const done: Damage[] = [];
    for (const stretch of stretches) {
      done.push(await fill(stretch, { keepIn, files }));
    }
    return done;
  } finally {
    await Promise.all(segments.map((segment) => segment.close()));
  }
}

/** `nextBase` is null for the last segment: what lies behind its last whole batch was perhaps never written to the end. */
async function unreadable(segment: Segment, file: StoreFile, nextBase: number | null): Promise<Stretch[]> {
  const bytes = new Uint8Array(await file.size());
  await readFully(file, bytes, 0);
  const stretches: Stretch[] = [];
  const end = nextBase === null ? null : nextBase - segment.base;
  let at = wholeEnd(bytes, segment.base, 0);
  for (;;) {
    const found = findWholeBatch(bytes, at, segment.base);
    if (found === null) break;
    stretches.push({ segment, from: at, to: found });
    at = wholeEnd(bytes, segment.base, found);
  }
  if (end !== null && at < end) stretches.push({ segment, from: at, to: end });
  return stretches;
}

/** The end of the whole batches that begin at `at`. */
function wholeEnd(bytes: Uint8Array, base: number, at: number): number {
  return at + (wholeBatches(bytes.subarray(at), base + at).at(-1)?.end ?? 0);
}

async function fill(
  { segment, from, to }: Stretch,
  { keepIn, files }: Pick<RepairOptions, 'keepIn' | 'files'>,
): Promise<Damage> {
  const file = await segment.open(files);
  const old = new Uint8Array(Math.max(0, Math.min(to, await file.size()) - from));
  await readFully(file, old, from);
  const path = old.length === 0 ? null : join(keepIn, `damaged-${segment.base + from}`);
  if (path !== null) await writeWhole(await files.open(path), old);
  for (let at = from; at < to; ) {
    // What is left has to have room for a head.
    const bytes = to - at <= FILLER_BYTES + BATCH_HEAD_BYTES ? to - at : FILLER_BYTES;
    await writeAt(file, filler(segment.base + at, bytes), at);
    at += bytes;
  }
  await file.sync();
  return { segment: segment.path, at: from, bytes: to - from, keptIn: path };
}

function filler(position: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, BATCH_MAGIC);
  view.setUint32(BATCH_LENGTH_AT, size);
  view.setFloat64(BATCH_POSITION_AT, position);
  if (size > BATCH_HEAD_BYTES) bytes[BATCH_HEAD_BYTES] = KIND.gap;
  view.setUint32(BATCH_CRC_AT, crc32(bytes.subarray(BATCH_POSITION_AT)));
  return bytes;
}

async function writeWhole(file: StoreFile, bytes: Uint8Array): Promise<void> {
  await writeAt(file, bytes, 0);
  await file.sync();
  await file.close();
}

async function writeAt(file: StoreFile, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const written = await file.write([bytes.subarray(done)], position + done, false);
    if (written === 0) throw new Error('the disk takes no more bytes');
    done += written;
  }
}
