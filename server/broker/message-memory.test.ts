import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkProperty } from '@/server/testing/seeds';
import { Address, type Message } from './message';
import { MessageMemory } from './message-memory';

const address = new Address('', 'q', Uint8Array.of(0, 1, 0x71));
const SLAB_BYTES = 256 * 1024;
/** The slab being filled, and one that a message on the way needs. */
const SLACK_BYTES = 2 * SLAB_BYTES;

interface Held {
  readonly message: Message;
  readonly propertiesBytes: number;
  readonly bodyBytes: number;
  readonly fill: number;
}

/** Puts a message in as the protocol layer does, filled with one byte value. */
function put(memory: MessageMemory, propertiesBytes: number, bodyBytes: number, fill: number): Held {
  const message = memory.allocate(address, propertiesBytes, bodyBytes);
  message.slab.bytes.fill(fill, message.offset, message.offset + propertiesBytes + bodyBytes);
  message.holders = 1;
  return { message, propertiesBytes, bodyBytes, fill };
}

function release(memory: MessageMemory, held: Held): void {
  held.message.holders = 0;
  memory.free(held.message);
}

function expectIntact(held: Held): void {
  const content = Buffer.concat([held.message.properties(), held.message.body()]);
  expect(held.message.properties().length).toBe(held.propertiesBytes);
  expect(content.equals(Buffer.alloc(held.propertiesBytes + held.bodyBytes, held.fill))).toBe(true);
}

function aliveBytes(all: readonly Held[]): number {
  return all.reduce((sum, held) => sum + held.propertiesBytes + held.bodyBytes, 0);
}

interface Put {
  readonly bodyBytes: number;
  readonly propertiesBytes: number;
  /** How many messages to let go afterwards, and which: a number that picks among those held. */
  readonly releases: readonly number[];
}

const put$: fc.Arbitrary<Put> = fc.record({
  bodyBytes: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 2000 }) },
    { weight: 4, arbitrary: fc.integer({ min: 20_000, max: 70_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 70_000, max: 600_000 }) },
  ),
  propertiesBytes: fc.integer({ min: 2, max: 300 }),
  releases: fc.array(fc.nat(), { maxLength: 2 }),
});

describe('MessageMemory', () => {
  test('holds at most twice the bytes that are alive, and keeps the contents when it moves them', () => {
    checkProperty(
      fc.property(fc.array(put$, { maxLength: 120, size: 'max' }), (puts) => {
        const memory = new MessageMemory();
        const alive: Held[] = [];
        for (const [index, { bodyBytes, propertiesBytes, releases }] of puts.entries()) {
          alive.push(put(memory, propertiesBytes, bodyBytes, index % 251));
          for (const pick of releases) {
            const [gone] = alive.splice(pick % Math.max(alive.length, 1), 1);
            if (gone) release(memory, gone);
          }
          const limit = 2 * aliveBytes(alive) + SLACK_BYTES;
          if (memory.heldBytes > limit) expect.fail(`${memory.heldBytes} bytes held, ${limit} allowed`);
        }
        expect(memory.messages).toBe(alive.length);
        for (const held of alive) expectIntact(held);
        for (const held of alive) release(memory, held);
        expect([memory.messages, memory.heldBytes]).toEqual([0, SLAB_BYTES]);
      }),
      100,
    );
  });

  test('does not let a few slow messages pin the slabs of many that are gone', () => {
    const memory = new MessageMemory();
    const slow: Held[] = [];
    for (let i = 0; i < 20_000; i++) {
      const held = put(memory, 10, 1000, i % 251);
      if (i % 100 === 0) slow.push(held);
      else release(memory, held);
    }
    expect(memory.heldBytes).toBeLessThanOrEqual(2 * aliveBytes(slow) + SLACK_BYTES);
    for (const held of slow) expectIntact(held);
  });

  test('does not hold more than twice what is alive in slabs that the next message did not fit into', () => {
    const memory = new MessageMemory();
    const sizes = [65_534, 49_151, 49_151, 32_998];
    const all = Array.from({ length: 200 }, (_, i) => put(memory, 2, sizes[i % 4] as number, i));
    const isKept = (i: number): boolean => i % 4 === 0 || i % 4 === 3;
    for (const [i, held] of all.entries()) if (!isKept(i)) release(memory, held);
    const kept = all.filter((_, i) => isKept(i));
    expect(memory.heldBytes).toBeLessThanOrEqual(2 * aliveBytes(kept) + SLACK_BYTES);
    for (const held of kept) expectIntact(held);
  });

  test('counts an overhead for each message, so that empty messages fill it too', () => {
    const memory = new MessageMemory();
    const before = memory.usedBytes;
    for (let i = 0; i < 1000; i++) put(memory, 2, 0, 0);
    expect(memory.usedBytes - before).toBeGreaterThanOrEqual(100_000);
  });
});
