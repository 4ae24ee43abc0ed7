import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import type { Log } from '@/server/log';
import type { Engine } from '@/server/thread/engine';
import { sessionIdOf } from '@/server/web/cookies';
import { isForeignOrigin } from '@/server/web/same-origin';
import type { SessionStore, WebSession } from '@/server/web/session-store';
import { serveLive } from './live-handlers';
import { LiveRooms } from './live-rooms';
import { type LiveServer, type LiveSocket, personRoom, sessionRoom } from './live-socket';
import { Playground } from './playground';
import { servePlayground } from './playground-handlers';
import { Presence } from './presence';
import { askAccess } from './room-access';
import { serveWires } from './wire-handlers';

/** The largest event that a browser may send: a payload template and its headers. */
const MAX_EVENT_BYTES = 512 * 1024;
/** A person who reloads the page finds their clients still there. */
const GONE_MS = 60_000;

export interface GatewayOptions {
  readonly httpServer: HttpServer;
  readonly engine: Engine;
  readonly sessions: SessionStore;
  readonly maxPlaygroundClients: number;
  readonly log: Log;
}

export interface Gateway {
  close(): void;
}

/** Socket.IO on the HTTP server: live rooms and playground clients for signed-in browsers of our own origin. */
export function openGateway({ httpServer, engine, sessions, maxPlaygroundClients, log }: GatewayOptions): Gateway {
  const io: LiveServer = new Server({
    serveClient: false,
    maxHttpBufferSize: MAX_EVENT_BYTES,
    destroyUpgrade: false,
    allowRequest: (request, decide) => decide(null, mayConnect(request, sessions)),
  });
  io.attach(httpServer);
  const rooms = new LiveRooms(io, engine);
  const playground = new Playground({
    amqpUrl: engine.amqpUrl,
    maxClients: maxPlaygroundClients,
    onChanged: (client) => io.to(personRoom(client.owner, client.spec.vhost)).emit('playground:changed', client),
    onRemoved: ({ id, owner, spec }) => io.to(personRoom(owner, spec.vhost)).emit('playground:removed', id),
  });
  const presence = new Presence(GONE_MS, (person) => playground.removeAll(person));
  engine.onAccessChanged((users) => {
    const affected = rooms.viewers().filter(({ socket }) => users.includes(socket.data.person));
    for (const { socket, vhost } of affected) void lookAgain(socket, vhost);
  });
  const lookAgain = async (socket: LiveSocket, vhost: string): Promise<void> => {
    const { sessionId, peer, person } = socket.data;
    const access = await askAccess(engine, sessions.find(sessionId), { vhost, peer });
    if (access.kind !== 'refused') return;
    log('info', `live viewer ${person} has left '${vhost}': ${access.reason}`);
    rooms.expel(socket, vhost, access.reason);
    // What was said to the browser goes out before the socket is closed.
    if (access.isSignedOut) setImmediate(() => sessions.end(sessionId));
  };
  sessions.onEnd((session) => {
    io.in(sessionRoom(session.id)).disconnectSockets(true);
    if (!sessions.hasPerson(session.name)) playground.removeAll(session.name);
  });
  io.use((socket, next) => {
    const session = sessions.use(sessionIdOf(socket.request));
    if (!session) return next(new Error('Nobody is signed in.'));
    socket.data = { sessionId: session.id, person: session.name, peer: socket.handshake.address };
    next();
  });
  io.on('connection', (socket: LiveSocket) => {
    const { sessionId, person, peer } = socket.data;
    log('debug', `live viewer ${person} from ${peer}`);
    const session = (): WebSession | undefined => sessions.use(sessionId);
    void socket.join(sessionRoom(sessionId));
    presence.came(person);
    serveLive(socket, { rooms, engine, session });
    const wires = serveWires(socket, { engine, session });
    servePlayground(socket, { playground, session });
    socket.on('disconnect', () => {
      rooms.leave(socket);
      wires.leave();
      presence.left(person);
    });
  });
  return {
    close() {
      presence.close();
      playground.close();
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

function mayConnect(request: IncomingMessage, sessions: SessionStore): boolean {
  return !isForeignOrigin(request.headers) && sessions.use(sessionIdOf(request)) !== undefined;
}
