import { expect, test } from 'vitest';
import type { WireContent, WireFrame } from './wire-events';
import { framesAsNdjson, framesAsText } from './wire-export';
import { addBatch, channelsOf, EMPTY_LOG, rowsOf } from './wire-log';

let number = 0;

function frame(content: WireContent, channel = 1): WireFrame {
  number += 1;
  return { number, at: Date.UTC(2026, 0, 1), direction: 'from-client', channel, bytes: 12, content };
}

const publish = frame({
  kind: 'method',
  method: 'basic.publish',
  fields: [{ name: 'routing-key', type: 'shortstr', value: 'order.new' }],
});
const header = frame({ kind: 'header', bodyBytes: 2, properties: [] });
const body = frame({ kind: 'body', preview: btoa('hi') });
const ack = frame(
  { kind: 'method', method: 'basic.ack', fields: [{ name: 'delivery-tag', type: 'longlong', value: 1 }] },
  2,
);
const beat = () => frame({ kind: 'heartbeat' }, 0);

const all = { text: '', channel: null, direction: null };

function logOf(frames: readonly WireFrame[], skipped = 0) {
  return addBatch(EMPTY_LOG, { watch: 1, frames, skipped, ended: null }, new Map());
}

test('heartbeats in a row are one line', () => {
  const rows = rowsOf(logOf([beat(), beat(), publish, beat()]).lines, all);
  expect(rows.map((row) => (row.kind === 'heartbeats' ? row.frames.length : row.kind))).toEqual([2, 'frame', 1]);
});

test('a filter on a method shows its header and its body, too', () => {
  const { lines } = logOf([publish, header, body, ack]);
  const shown = (text: string, channel: number | null = null) =>
    rowsOf(lines, { ...all, text, channel }).map((row) => (row.kind === 'frame' ? row.frame.content.kind : row.kind));
  expect(shown('basic.publish')).toEqual(['method', 'header', 'body']);
  expect(shown('ORDER.new')).toEqual(['method']);
  expect(shown('', 2)).toEqual(['method']);
  expect(channelsOf(lines)).toEqual([1, 2]);
});

test('what was left out is counted where it was left out, and in all', () => {
  const first = logOf([publish], 5);
  const second = addBatch(first, { watch: 1, frames: [ack], skipped: 2, ended: null }, new Map());
  expect(rowsOf(second.lines, { ...all, text: 'nothing like it' })).toMatchObject([{ count: 5 }, { count: 2 }]);
  expect(second.skipped).toBe(7);
});

test('a log keeps a bounded number of frames', () => {
  const many = logOf(Array.from({ length: 3500 }, () => ack));
  expect(many.lines).toHaveLength(3000);
  expect(many.dropped).toBe(500);
});

test('is exported as text and as one JSON object a line', () => {
  const hidden = frame({
    kind: 'method',
    method: 'connection.start-ok',
    fields: [{ name: 'response', type: 'hidden', value: null }],
  });
  expect(framesAsText([publish, body, hidden])).toBe(
    [
      '2026-01-01T00:00:00.000Z  client -> broker  channel 1  basic.publish  routing-key order.new',
      '    routing-key (shortstr): order.new',
      '2026-01-01T00:00:00.000Z  client -> broker  channel 1  body  12 bytes',
      '    | hi',
      '2026-01-01T00:00:00.000Z  client -> broker  channel 1  connection.start-ok',
      '    response (hidden): hidden',
      '',
    ].join('\n'),
  );
  const lines = framesAsNdjson([publish, ack]).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([publish, ack]);
});
