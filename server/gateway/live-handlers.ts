import type { Engine } from '@/server/thread/engine';
import type { WebSession } from '@/server/web/session-store';
import type { LiveRooms } from './live-rooms';
import type { LiveSocket } from './live-socket';
import { lookAt } from './look-at';
import { vhostName } from './playground-spec';
import { answer, check, Refusal } from './reply';

export interface LiveHandlerOptions {
  readonly rooms: LiveRooms;
  readonly engine: Engine;
  /** The person's session, unless it has ended. */
  readonly session: () => WebSession | undefined;
}

/** The `live:` events of one browser. */
export function serveLive(socket: LiveSocket, { rooms, engine, session }: LiveHandlerOptions): void {
  const assertVisible = async (vhost: string): Promise<void> => {
    const path = `/api/vhosts/${encodeURIComponent(vhost)}`;
    const status = await lookAt(path, { engine, session: session(), peer: socket.data.peer });
    if (status === 404) throw new Refusal(`There is no virtual host '${vhost}'.`);
    if (status !== 200) throw new Refusal(`You may not see the virtual host '${vhost}'.`);
  };
  socket.on('live:join', (given, ack) => {
    void answer(ack, async () => {
      const vhost = check(vhostName, given);
      await assertVisible(vhost);
      // A socket that has gone meanwhile would never leave the room again.
      if (!socket.connected) throw new Refusal('The connection was closed.');
      return await rooms.join(socket, vhost);
    });
  });
  socket.on('live:leave', () => rooms.leave(socket));
  socket.on('live:snapshot', (ack) => void answer(ack, () => rooms.snapshot(socket)));
}
