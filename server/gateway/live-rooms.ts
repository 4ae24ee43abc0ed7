import type { Snapshot, StatsFrame, TopologyPatch, TraceBatch } from '@/lib/live-events';
import type { Engine, LiveListener, LiveSubscription } from '@/server/thread/engine';
import { type LiveServer, type LiveSocket, personRoom, vhostRoom } from './live-socket';
import { Refusal } from './reply';

/** Packets waiting for a slow viewer above which frames are not sent to it. */
export const SLOW_PACKETS = 8;
/** And above which it is let go: patches cannot be left out. */
const STUCK_PACKETS = 2000;

interface Room {
  readonly vhost: string;
  readonly subscription: LiveSubscription;
  readonly members: Set<LiveSocket>;
  /** Viewers that missed a frame: they get all numbers once they can follow again. */
  readonly behind: Set<LiveSocket>;
}

/** Who watches which vhost. A vhost is subscribed to while its room has members. */
export class LiveRooms {
  readonly #io: LiveServer;
  readonly #engine: Engine;
  readonly #rooms = new Map<string, Room>();
  readonly #places = new WeakMap<LiveSocket, Room>();

  constructor(io: LiveServer, engine: Engine) {
    this.#io = io;
    this.#engine = engine;
  }

  /** The caller has checked that the person may see the vhost. */
  async join(socket: LiveSocket, vhost: string): Promise<Snapshot> {
    this.leave(socket);
    const room = this.#rooms.get(vhost) ?? this.#open(vhost);
    room.members.add(socket);
    this.#places.set(socket, room);
    // Patches from now on reach the viewer before the snapshot does; it keeps them until then.
    await socket.join([vhostRoom(vhost), personRoom(socket.data.person, vhost)]);
    try {
      return await room.subscription.snapshot();
    } catch (failure) {
      if (this.#places.get(socket) === room) this.leave(socket);
      throw failure;
    }
  }

  leave(socket: LiveSocket): void {
    const room = this.#places.get(socket);
    if (!room) return;
    this.#places.delete(socket);
    room.members.delete(socket);
    room.behind.delete(socket);
    void socket.leave(vhostRoom(room.vhost));
    void socket.leave(personRoom(socket.data.person, room.vhost));
    if (room.members.size === 0) this.#close(room);
  }

  /** Puts a viewer out, and says why. */
  expel(socket: LiveSocket, vhost: string, reason: string): void {
    if (this.#places.get(socket)?.vhost !== vhost) return;
    this.leave(socket);
    socket.emit('live:left', { vhost, reason });
  }

  /** Who is in a room, and in which. */
  viewers(): { readonly socket: LiveSocket; readonly vhost: string }[] {
    return [...this.#rooms.values()].flatMap(({ vhost, members }) => [...members].map((socket) => ({ socket, vhost })));
  }

  async snapshot(socket: LiveSocket): Promise<Snapshot> {
    const room = this.#places.get(socket);
    if (!room) throw new Refusal('Join a virtual host first.');
    return await room.subscription.snapshot();
  }

  #open(vhost: string): Room {
    const listener: LiveListener = {
      patch: (patch) => this.#patch(room, patch),
      stats: (frame) => this.#stats(room, frame),
      trace: (batch) => this.#trace(room, batch),
    };
    const subscription = this.#engine.subscribe(vhost, listener);
    const room: Room = { vhost, subscription, members: new Set(), behind: new Set() };
    this.#rooms.set(vhost, room);
    return room;
  }

  #close(room: Room): void {
    room.subscription.close();
    if (this.#rooms.get(room.vhost) === room) this.#rooms.delete(room.vhost);
  }

  #patch(room: Room, patch: TopologyPatch): void {
    for (const socket of room.members) if (waitingPackets(socket) > STUCK_PACKETS) socket.disconnect(true);
    this.#io.to(vhostRoom(room.vhost)).emit('live:patch', patch);
    // A vhost that is deleted and made again is another one: whoever joins after this subscribes anew.
    if (!patch.ops.some((op) => op.op === 'remove-vhost')) return;
    this.#close(room);
    for (const socket of [...room.members]) {
      this.expel(socket, room.vhost, `The virtual host '${room.vhost}' was deleted.`);
    }
  }

  #stats(room: Room, frame: StatsFrame): void {
    const slow = slowOnes(room);
    for (const socket of slow) room.behind.add(socket);
    const recovered = [...room.behind].filter((socket) => !slow.includes(socket));
    this.#io
      .to(vhostRoom(room.vhost))
      .except([...slow, ...recovered].map((socket) => socket.id))
      .emit('live:stats', frame);
    if (recovered.length > 0) void this.#catchUp(room, recovered, frame);
  }

  /** The counts of this frame with the present numbers of every queue. */
  async #catchUp(room: Room, sockets: readonly LiveSocket[], frame: StatsFrame): Promise<void> {
    for (const socket of sockets) room.behind.delete(socket);
    const { stats } = await room.subscription.snapshot().catch(() => ({ stats: null }));
    if (stats === null) return;
    const full = { ...frame, queues: stats.queues, consumers: stats.consumers };
    for (const socket of sockets) socket.emit('live:stats', full);
  }

  #trace(room: Room, batch: TraceBatch): void {
    const slow = slowOnes(room).map((socket) => socket.id);
    this.#io.to(vhostRoom(room.vhost)).except(slow).emit('live:trace', batch);
  }
}

/**
 * Socket.IO's own `volatile` also leaves out what follows right after another packet on a quick connection; we look at
 * the packets that wait.
 */
export function waitingPackets(socket: LiveSocket): number {
  return (socket.conn as unknown as { readonly writeBuffer: readonly unknown[] }).writeBuffer.length;
}

function slowOnes(room: Room): LiveSocket[] {
  return [...room.members].filter((socket) => waitingPackets(socket) > SLOW_PACKETS);
}
