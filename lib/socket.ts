import { io, type Socket } from 'socket.io-client';
import type { Ack, ClientToServerEvents, ServerToClientEvents } from './live-events';

export type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

const ANSWER_TIMEOUT_MS = 10_000;
/** So often a WebSocket alone is tried where there was one: about a quarter of a minute. */
const PATIENT_ATTEMPTS = 20;

let shared: LiveSocket | undefined;

/** The one socket of this tab. It connects when the live store asks for it, or early. */
export function liveSocket(): LiveSocket {
  shared ??= openSocket();
  return shared;
}

/** Tries follow each other so closely that the stage is exact again within two seconds of the broker being back. */
function openSocket(): LiveSocket {
  const socket: LiveSocket = io({
    autoConnect: false,
    // A WebSocket at once: two trips less than when it comes after polling, which stays for proxies that let none through.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 300,
    reconnectionDelayMax: 800,
    timeout: 3_000,
  });
  const { io: manager } = socket;
  keepToWebSocket(manager);
  // A proxy may swallow a WebSocket without a word. Then polling goes first, and a WebSocket takes over where it can.
  manager.on('error', ({ message }) => {
    if (message === 'timeout') manager.opts.transports = ['polling', 'websocket'];
  });
  return socket;
}

/**
 * Where a WebSocket could be had there will be one again. A server that is just starting refuses it, and may be ready a
 * moment later for the polling that would come next: everything would come by requests from then on.
 */
function keepToWebSocket(manager: LiveSocket['io']): void {
  manager.on('open', () => {
    manager.opts.tryAllTransports = manager.engine?.transport?.name !== 'websocket';
  });
  manager.on('reconnect_attempt', (attempt) => {
    if (attempt > PATIENT_ATTEMPTS) manager.opts.tryAllTransports = true;
  });
}

/** Shakes hands while the page that needs the socket is still being built. */
export function connectEarly(): void {
  liveSocket().connect();
}

/** Whether no WebSocket could be had, so that everything comes by requests. */
export function isPolling({ connected, io: manager }: LiveSocket): boolean {
  return connected && manager.engine?.transport?.name === 'polling';
}

/** Turns a call with an acknowledgement into a promise that fails with the server's own words. */
export function ask<T>(emit: (ack: Ack<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The server did not answer in time.')), ANSWER_TIMEOUT_MS);
    emit((reply) => {
      clearTimeout(timer);
      if (reply.ok) resolve(reply.value);
      else reject(new Error(reply.error));
    });
  });
}
