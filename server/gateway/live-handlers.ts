import type { Engine } from '@/server/thread/engine';
import type { WebSession } from '@/server/web/session-store';
import type { LiveRooms } from './live-rooms';
import type { LiveSocket } from './live-socket';
import { vhostName } from './playground-spec';
import { answer, check, Refusal } from './reply';
import { askAccess } from './room-access';

export interface LiveHandlerOptions {
  readonly rooms: LiveRooms;
  readonly engine: Engine;
  /** The person's session, unless it has ended. */
  readonly session: () => WebSession | undefined;
}

/** The `live:` events of one browser. */
export function serveLive(socket: LiveSocket, { rooms, engine, session }: LiveHandlerOptions): void {
  const assertVisible = async (vhost: string): Promise<void> => {
    const access = await askAccess(engine, session(), { vhost, peer: socket.data.peer });
    if (access.kind === 'refused') throw new Refusal(access.reason);
    if (access.kind === 'unknown')
      throw new Refusal(`You may not see the virtual host '${vhost}' now. Try again later.`);
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
