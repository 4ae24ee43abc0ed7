import type { PeekedMessage } from '@/lib/contents-api';
import { propertiesOf } from '@/lib/message-query';
import { decodedBytes, hexDump, prettyJson } from './payload-formats';

export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Longer texts are compared line by line from their start. */
const MAX_LINES = 1500;

/** A message as lines, so that two of them can be laid side by side: JSON with its keys in order. */
export function linesOf(message: PeekedMessage): readonly string[] {
  const { exchange, routing_key: key, payload_bytes: bytes, payload, payload_encoding: encoding } = message;
  const head = [`exchange: ${exchange}`, `routing key: ${key}`, `redelivered: ${message.redelivered ?? false}`];
  const properties = JSON.stringify(sorted(propertiesOf(message)), null, 2).split('\n');
  const json = encoding === 'string' ? prettyJson(payload) : null;
  const text =
    json !== null
      ? JSON.stringify(sorted(JSON.parse(json)), null, 2)
      : encoding === 'base64'
        ? hexDump(decodedBytes(payload, encoding))
        : payload;
  return [...head, 'properties:', ...properties, `payload of ${bytes} bytes:`, ...text.split('\n')];
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The lines of both, with what is in one of them alone marked: the longest common run of lines stays. */
export function diffLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const a = before.slice(0, MAX_LINES);
  const b = after.slice(0, MAX_LINES);
  const width = b.length + 1;
  /** lengths[i * width + j]: of the longest common subsequence of a[i..] and b[j..]. */
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] as number;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i] as string });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'removed', text: a[i] as string });
      i += 1;
    } else {
      lines.push({ kind: 'added', text: b[j] as string });
      j += 1;
    }
  }
  return lines;
}
