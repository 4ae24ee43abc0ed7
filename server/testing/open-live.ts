import { io, type Socket } from 'socket.io-client';
import type { ClientToServerEvents, Reply, ServerToClientEvents } from '@/lib/live-events';

export type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** The cookie of a session. */
export async function signIn(httpUrl: string, username = 'guest', password = 'guest'): Promise<string> {
  const response = await fetch(`${httpUrl}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

/** A browser's socket, which may or may not be let in. */
export function openLive(httpUrl: string, cookie: string, headers: Record<string, string> = {}): LiveSocket {
  return io(httpUrl, {
    forceNew: true,
    reconnection: false,
    transports: ['websocket'],
    extraHeaders: { cookie, ...headers },
  });
}

export async function connected(socket: LiveSocket): Promise<LiveSocket> {
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  return socket;
}

/** The value of an answer; fails with the reason of a refusal. */
export async function ask<T>(emit: (ack: (reply: Reply<T>) => void) => void): Promise<T> {
  const reply = await new Promise<Reply<T>>((resolve) => emit(resolve));
  if (!reply.ok) throw new Error(reply.error);
  return reply.value;
}
