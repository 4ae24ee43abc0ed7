import { expect, test } from 'vitest';
import { FakeTime } from '@/server/testing/fake-time';
import { Deadlines } from './deadlines';
import { Address } from './message';
import { MessageMemory } from './message-memory';
import type { Queue } from './queue';
import { KeptAct, Shelf } from './set-aside';

const MIB = 1024 * 1024;

/** An act that holds a message of so many bytes. */
function actWith(memory: MessageMemory, bytes: number): KeptAct {
  const act = new KeptAct({} as Queue, 'guest');
  const message = memory.allocate(new Address('', 'q', Uint8Array.of(0, 1, 113)), 0, bytes);
  act.addLost({ order: 0, message, redelivered: false });
  return act;
}

function shelf() {
  const time = new FakeTime();
  const memory = new MessageMemory();
  return { memory, time, acts: new Shelf(new Deadlines(time, time, () => {}), memory) };
}

test('the acts that can be taken back hold no more than 64 MiB together: the oldest go first', () => {
  const { memory, acts } = shelf();
  for (const id of ['a', 'b', 'c']) expect(acts.put(id, actWith(memory, 30 * MIB))).toBe(true);
  expect(['a', 'b', 'c'].map((id) => acts.find(id, 'guest') !== undefined)).toEqual([false, true, true]);
  expect(memory.messages).toBe(2);
  expect(acts.put('d', actWith(memory, 65 * MIB))).toBe(false);
});

test('and they are sixteen at most', () => {
  const { memory, acts } = shelf();
  for (let i = 0; i < 20; i++) acts.put(String(i), actWith(memory, 10));
  expect([acts.find('3', 'guest'), acts.find('4', 'guest')].map((act) => act !== undefined)).toEqual([false, true]);
  expect(memory.messages).toBe(16);
});
