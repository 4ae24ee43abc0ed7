import { z } from 'zod';
import type { WireRequest } from '@/lib/wire-events';
import type { Engine, WireNews, WireWatch } from '@/server/thread/engine';
import type { WebSession } from '@/server/web/session-store';
import { SLOW_PACKETS, waitingPackets } from './live-rooms';
import type { LiveSocket } from './live-socket';
import { lookAt } from './look-at';
import { answer, check, Refusal } from './reply';

const wireRequest: z.ZodType<WireRequest> = z.strictObject({
  watch: z.int().min(0),
  connection: z.string().min(1, 'is missing').max(1024),
});

export interface WireHandlerOptions {
  readonly engine: Engine;
  /** The person's session, unless it has ended. */
  readonly session: () => WebSession | undefined;
}

/** The `wire:` events of one browser, which watches one connection at a time. */
export function serveWires(socket: LiveSocket, { engine, session }: WireHandlerOptions): { leave(): void } {
  let current: WireWatch | null = null;
  /** Raised by whatever ends a watch, also one that is still being set up. */
  let turn = 0;
  const leave = (): void => {
    turn += 1;
    current?.close();
    current = null;
  };
  const assertVisible = async (connection: string): Promise<void> => {
    const path = `/api/connections/${encodeURIComponent(connection)}`;
    const { status } = await lookAt(path, { engine, session: session(), peer: socket.data.peer });
    if (status === 404) throw new Refusal(`There is no connection '${connection}'.`);
    if (status !== 200) throw new Refusal(`You may not see the connection '${connection}'.`);
  };
  socket.on('wire:watch', (given, ack) => {
    void answer(ack, async () => {
      const { watch, connection } = check(wireRequest, given);
      leave();
      const mine = turn;
      await assertVisible(connection);
      const opened = await engine.watchWire(connection, socket.data.person, sender(socket, watch));
      if (turn !== mine || !socket.connected) opened.close();
      else current = opened;
      return null;
    });
  });
  socket.on('wire:leave', leave);
  return { leave };
}

/** Hands frames to the browser; one that is slow is told how many it did not get. */
function sender(socket: LiveSocket, watch: number): (news: WireNews) => void {
  let owed = 0;
  return ({ frames, skipped, ended }) => {
    if (waitingPackets(socket) > SLOW_PACKETS && ended === null) {
      owed += frames.length + skipped;
      return;
    }
    socket.emit('wire:frames', { watch, frames, skipped: skipped + owed, ended });
    owed = 0;
  };
}
