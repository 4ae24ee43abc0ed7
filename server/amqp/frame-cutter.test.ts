import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FRAME_END } from './frame';
import { type CutFrame, FrameCutter } from './frame-cutter';

function frame(type: number, channel: number, payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(payload.length + 8);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, type);
  view.setUint16(1, channel);
  view.setUint32(3, payload.length);
  bytes.set(payload, 7);
  view.setUint8(payload.length + 7, FRAME_END);
  return bytes;
}

function cutter(options: { readonly partial?: Uint8Array; readonly expectsHeader?: boolean } = {}) {
  const cut: { readonly type: number; readonly channel: number; readonly payload: number[] }[] = [];
  const onFrame = ({ type, channel, bytes, start, end }: CutFrame): void => {
    cut.push({ type, channel, payload: [...bytes.subarray(start, end)] });
  };
  return { cut, cutter: new FrameCutter({ frameMaxBytes: () => 4096, onFrame, ...options }) };
}

const frames = fc.array(
  fc.record({
    type: fc.constantFrom(1, 2, 3, 8),
    channel: fc.integer({ min: 0, max: 65_535 }),
    payload: fc.uint8Array({ maxLength: 300 }),
  }),
  { maxLength: 20 },
);

test('frames are the same wherever the stream is cut into chunks', () => {
  fc.assert(
    fc.property(
      frames,
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1 }),
      (all, begins, sizes) => {
        const head = begins ? [...Buffer.from('AMQP\0\0\x09\x01')] : [];
        const stream = Uint8Array.from([
          ...head,
          ...all.flatMap((one) => [...frame(one.type, one.channel, one.payload)]),
        ]);
        const { cut, cutter: watched } = cutter({ expectsHeader: begins });
        for (let at = 0, i = 0; at < stream.length; i++) {
          const next = at + (sizes[i % sizes.length] as number);
          const chunk = stream.slice(at, next);
          watched.push(chunk);
          // The reader may do with its chunk what it wants.
          chunk.fill(0);
          at = next;
        }
        const expected = all.map(({ type, channel, payload }) => ({ type, channel, payload: [...payload] }));
        expect(cut).toEqual(begins ? [{ type: 0, channel: 0, payload: head }, ...expected] : expected);
      },
    ),
  );
});

test('who begins to watch in the middle of a frame gets it whole', () => {
  const whole = frame(3, 7, Uint8Array.of(1, 2, 3, 4));
  const { cut, cutter: watched } = cutter({ partial: whole.slice(0, 5) });
  watched.push(whole.slice(5));
  expect(cut).toEqual([{ type: 3, channel: 7, payload: [1, 2, 3, 4] }]);
});

test('a stream that is no AMQP is no longer looked at', () => {
  const { cut, cutter: watched } = cutter();
  const broken = frame(1, 1, Uint8Array.of(1));
  broken[broken.length - 1] = 0;
  watched.push(broken);
  watched.push(frame(1, 1, Uint8Array.of(2)));
  const { cut: large, cutter: other } = cutter();
  other.push(frame(3, 1, new Uint8Array(5000)));
  other.push(frame(1, 1, Uint8Array.of(2)));
  expect([...cut, ...large]).toEqual([]);
});
