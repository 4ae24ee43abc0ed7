import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Ack, Snapshot, StatsFrame } from './live-events';
import { LiveStore } from './live-store';
import type { LiveSocket } from './socket';
import { frameOf, queueNamed, snapshotOf } from './testing/live-parts';

const frame = (change: Partial<StatsFrame> = {}): StatsFrame => frameOf({ at: 1, ...change });

function snapshot(rev: number, queues: readonly string[]): Snapshot {
  return snapshotOf({ rev, queues: queues.map((name) => queueNamed(name)), stats: frame() });
}

/** A socket whose server is the test: it answers joins with the next snapshot of the list. */
class FakeSocket {
  readonly sent: string[] = [];
  readonly io = { engine: { transport: { name: 'websocket' } } };
  readonly #events = new EventEmitter();
  readonly #snapshots: Snapshot[];
  connected = false;

  constructor(snapshots: Snapshot[]) {
    this.#snapshots = snapshots;
  }

  on(event: string, listener: (...values: never[]) => void): void {
    this.#events.on(event, listener as (...values: unknown[]) => void);
  }

  connect(): void {
    this.connected = true;
    this.#events.emit('connect');
  }

  drop(): void {
    this.connected = false;
    this.#events.emit('disconnect', 'transport close');
  }

  push(event: string, value: unknown): void {
    this.#events.emit(event, value);
  }

  emit(event: string, ...values: unknown[]): void {
    this.sent.push(event);
    const ack = values.at(-1) as Ack<unknown>;
    if (event === 'live:join') ack({ ok: true, value: this.#snapshots.shift() });
    if (event === 'playground:list') ack({ ok: true, value: [] });
  }
}

function open(snapshots: Snapshot[]) {
  const socket = new FakeSocket(snapshots);
  const store = new LiveStore(() => socket as unknown as LiveSocket);
  store.enter('/');
  const settle = () => vi.advanceTimersByTimeAsync(100);
  const names = () => [...(store.getState().model?.queues.keys() ?? [])];
  return { socket, store, settle, names };
}

describe('the live store', () => {
  afterEach(() => vi.useRealTimers());

  test('joins when the socket connects, and again after it was lost', async () => {
    vi.useFakeTimers();
    const { socket, store, settle, names } = open([snapshot(1, ['a']), snapshot(9, ['a', 'b'])]);
    await settle();
    expect(names()).toEqual(['a']);
    socket.drop();
    await settle();
    expect(store.getState().status.kind).toBe('offline');
    expect(names()).toEqual(['a']);
    socket.connect();
    await settle();
    expect(names()).toEqual(['a', 'b']);
    expect(store.getState().status).toMatchObject({ kind: 'live', isPolling: false });
    socket.io.engine.transport.name = 'polling';
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.getState().status).toMatchObject({ kind: 'live', isPolling: true });
    store.leave();
  });

  test('shows nothing and says why when it is put out of the room, and tries again', async () => {
    vi.useFakeTimers();
    const { socket, store, settle, names } = open([snapshot(1, ['a']), snapshot(5, ['b'])]);
    await settle();
    socket.push('live:left', { vhost: 'another', reason: 'not ours' });
    await settle();
    expect(names()).toEqual(['a']);
    socket.push('live:left', { vhost: '/', reason: 'You may not see it.' });
    await settle();
    expect([names(), store.getState().failure]).toEqual([[], 'You may not see it.']);
    await vi.advanceTimersByTimeAsync(1_500);
    expect([names(), store.getState().failure]).toEqual([['b'], null]);
    store.leave();
  });

  test('shows what was there last when the vhost was deleted', async () => {
    vi.useFakeTimers();
    const { socket, store, settle, names } = open([snapshot(1, ['a'])]);
    await settle();
    socket.push('live:patch', { vhost: '/', rev: 2, ops: [{ op: 'remove-vhost' }] });
    socket.push('live:left', { vhost: '/', reason: 'It was deleted.' });
    await settle();
    expect([store.getState().model?.removed, names(), store.getState().failure]).toEqual([true, ['a'], null]);
    store.leave();
  });

  test('becomes stale when no frame comes for three seconds', async () => {
    vi.useFakeTimers();
    const { store, settle } = open([snapshot(1, [])]);
    await settle();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(store.getState().status).toMatchObject({ kind: 'stale' });
    store.leave();
  });

  test('tells React once for a burst of patches', async () => {
    vi.useFakeTimers();
    const { socket, store, settle, names } = open([snapshot(1, [])]);
    await settle();
    const told = vi.fn();
    store.subscribe(told);
    for (let rev = 2; rev < 40; rev += 1) {
      socket.push('live:patch', { vhost: '/', rev, ops: [{ op: 'put-queue', value: queueNamed(`q${rev}`) }] });
    }
    await settle();
    expect(names()).toHaveLength(38);
    expect(told.mock.calls.length).toBeLessThanOrEqual(2);
    store.leave();
  });

  test('learns which queues the default exchange reaches from the traffic', async () => {
    vi.useFakeTimers();
    const { socket, store, settle } = open([snapshot(1, ['a'])]);
    await settle();
    const edge = { kind: 'route', source: '', destination: 'a', destinationType: 'queue', count: 3 } as const;
    socket.push('live:stats', frame({ at: 2, edges: [edge] }));
    await settle();
    expect([...store.getState().defaultRoutes]).toEqual(['a']);
    store.leave();
  });
});
