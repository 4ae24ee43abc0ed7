import type { WebSession } from '@/server/web/session-store';
import type { LiveSocket } from './live-socket';
import type { Playground } from './playground';
import { clientId, deliveryTag, playgroundSpec, publishCount, verdict, vhostName } from './playground-spec';
import { answer, check, Refusal } from './reply';

export interface PlaygroundHandlerOptions {
  readonly playground: Playground;
  /** The person's session, unless it has ended. */
  readonly session: () => WebSession | undefined;
}

/** The `playground:` events of one browser. Everything that arrives is checked here. */
export function servePlayground(socket: LiveSocket, { playground, session }: PlaygroundHandlerOptions): void {
  const signedIn = (): WebSession => {
    const found = session();
    if (!found) throw new Refusal('Nobody is signed in.');
    return found;
  };
  socket.on('playground:list', (vhost, ack) => {
    void answer(ack, () => playground.list(signedIn().name, check(vhostName, vhost)));
  });
  socket.on('playground:create', (spec, ack) => {
    void answer(ack, () => playground.create(signedIn(), check(playgroundSpec, spec)));
  });
  socket.on('playground:update', (id, spec, ack) => {
    void answer(ack, () => playground.update(signedIn().name, check(clientId, id), check(playgroundSpec, spec)));
  });
  socket.on('playground:remove', (id, ack) => {
    void answer(ack, () => {
      playground.remove(signedIn().name, check(clientId, id));
      return null;
    });
  });
  socket.on('playground:publish', (id, count, ack) => {
    void answer(ack, () => playground.publish(signedIn().name, check(clientId, id), check(publishCount, count)));
  });
  socket.on('playground:crash', (id, ack) => {
    void answer(ack, () => playground.crash(signedIn().name, check(clientId, id)));
  });
  socket.on('playground:settle', (id, tag, given, ack) => {
    void answer(ack, () => {
      const settlement = { deliveryTag: check(deliveryTag, tag), verdict: check(verdict, given) };
      return playground.settle(signedIn().name, check(clientId, id), settlement.deliveryTag, settlement.verdict);
    });
  });
}
