import type { Server, Socket } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents } from '@/lib/live-events';

type NoEvents = Record<string, never>;

export interface SocketFacts {
  readonly sessionId: string;
  /** The name of the signed-in user. */
  readonly person: string;
  /** The address that the socket came from. */
  readonly peer: string;
}

export type LiveServer = Server<ClientToServerEvents, ServerToClientEvents, NoEvents, SocketFacts>;
export type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents, NoEvents, SocketFacts>;

/** All viewers of a vhost. */
export function vhostRoom(vhost: string): string {
  return `vhost:${vhost}`;
}

/** One person's viewers of a vhost. */
export function personRoom(person: string, vhost: string): string {
  return JSON.stringify(['person', person, vhost]);
}

/** The sockets of one signed-in browser. */
export function sessionRoom(sessionId: string): string {
  return `session:${sessionId}`;
}
