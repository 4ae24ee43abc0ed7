import { describe, expect, test } from 'vitest';
import type { Snapshot, TopologyPatch } from './live-events';
import type { LiveModel } from './live-model';
import { LiveRoom } from './live-room';
import { queueNamed, snapshotOf } from './testing/live-parts';

function snapshot(rev: number, names: readonly string[], vhost = '/'): Snapshot {
  return snapshotOf({ rev, vhost, queues: names.map((name) => queueNamed(name)) });
}

function put(rev: number, name: string, vhost = '/'): TopologyPatch {
  return { vhost, rev, ops: [{ op: 'put-queue', value: queueNamed(name) }] };
}

/** A room whose server answers when the test says so. */
function openRoom() {
  const calls: { call: string; answer: (snapshot: Snapshot) => void; refuse: (reason: Error) => void }[] = [];
  const models: (LiveModel | null)[] = [];
  const failures: string[] = [];
  const later: (() => void)[] = [];
  const ask = (call: string) =>
    new Promise<Snapshot>((resolve, reject) => calls.push({ call, answer: resolve, refuse: reject }));
  const room = new LiveRoom(
    { join: (vhost) => ask(`join ${vhost}`), snapshot: () => ask('snapshot'), later: (_ms, run) => later.push(run) },
    { onSnapshot: () => {}, onModel: (model) => models.push(model), onFailure: (reason) => failures.push(reason) },
  );
  const names = () => [...(models.at(-1)?.queues.keys() ?? [])];
  const answer = async (index: number, value: Snapshot) => {
    calls[index]?.answer(value);
    await Promise.resolve();
  };
  return { room, calls, models, failures, later, names, answer };
}

describe('a room', () => {
  test('shows the snapshot and applies patches in order', async () => {
    const { room, names, answer } = openRoom();
    room.enter('/');
    await answer(0, snapshot(5, ['a']));
    room.onPatch(put(6, 'b'));
    room.onPatch(put(7, 'c'));
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  test('keeps patches that arrive before the snapshot and skips those that it already contains', async () => {
    const { room, names, answer, calls } = openRoom();
    room.enter('/');
    room.onPatch(put(5, 'old'));
    room.onPatch(put(7, 'c'));
    room.onPatch(put(6, 'b'));
    await answer(0, snapshot(5, ['a']));
    expect(names()).toEqual(['a', 'b', 'c']);
    expect(calls.map(({ call }) => call)).toEqual(['join /']);
  });

  test('asks for the snapshot again after a gap and loses nothing', async () => {
    const { room, names, answer, calls } = openRoom();
    room.enter('/');
    await answer(0, snapshot(1, ['a']));
    room.onPatch(put(3, 'c'));
    room.onPatch(put(4, 'd'));
    expect(calls.map(({ call }) => call)).toEqual(['join /', 'snapshot']);
    expect(names()).toEqual(['a']);
    await answer(1, snapshot(3, ['a', 'b', 'c']));
    expect(names()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('asks once more when the buffered patches have a gap themselves', async () => {
    const { room, names, answer, calls } = openRoom();
    room.enter('/');
    room.onPatch(put(4, 'd'));
    await answer(0, snapshot(2, ['a', 'b']));
    expect(calls.map(({ call }) => call)).toEqual(['join /', 'snapshot']);
    await answer(1, snapshot(3, ['a', 'b', 'c']));
    expect(names()).toEqual(['a', 'b', 'c', 'd']);
  });

  test('joins again after a reconnect and drops the answer of the time before', async () => {
    const { room, names, answer, calls } = openRoom();
    room.enter('/');
    await answer(0, snapshot(9, ['a']));
    room.rejoin();
    room.rejoin();
    await answer(2, snapshot(1, ['new']));
    await answer(1, snapshot(1, ['late']));
    expect(calls).toHaveLength(3);
    expect(names()).toEqual(['new']);
  });

  test('shows nothing while it moves to another vhost and ignores what belongs to the old one', async () => {
    const { room, models, names, answer } = openRoom();
    room.enter('/');
    await answer(0, snapshot(1, ['a']));
    room.enter('demo');
    expect(models.at(-1)).toBeNull();
    room.onPatch(put(2, 'b', '/'));
    await answer(1, snapshot(1, ['x'], 'demo'));
    expect(names()).toEqual(['x']);
  });

  test('says why it could not join and tries again later', async () => {
    const { room, names, answer, calls, failures, later } = openRoom();
    room.enter('/');
    calls[0]?.refuse(new Error('You may not see this vhost.'));
    await Promise.resolve();
    await Promise.resolve();
    expect(failures).toEqual(['You may not see this vhost.']);
    later[0]?.();
    await answer(1, snapshot(1, ['a']));
    expect(names()).toEqual(['a']);
  });
});
