import type { PlaygroundClient, PlaygroundSpec, Verdict } from './live-events';
import { ask, type LiveSocket } from './socket';

/** The playground clients of the joined vhost, and the calls that place, change and remove them. */
export class LivePlayground {
  readonly #socket: () => LiveSocket;
  readonly #changed: () => void;
  #vhost: string | null = null;
  #clients: ReadonlyMap<string, PlaygroundClient> = new Map();

  constructor(socket: () => LiveSocket, changed: () => void) {
    this.#socket = socket;
    this.#changed = changed;
  }

  get clients(): ReadonlyMap<string, PlaygroundClient> {
    return this.#clients;
  }

  async load(vhost: string): Promise<void> {
    if (this.#vhost !== vhost) this.#replace(new Map());
    this.#vhost = vhost;
    const clients = await ask<readonly PlaygroundClient[]>((ack) => this.#socket().emit('playground:list', vhost, ack));
    if (this.#vhost === vhost) this.#replace(new Map(clients.map((client) => [client.id, client])));
  }

  put(client: PlaygroundClient): void {
    if (client.spec.vhost !== this.#vhost) return;
    this.#replace(new Map(this.#clients).set(client.id, client));
  }

  drop(id: string): void {
    if (!this.#clients.has(id)) return;
    const clients = new Map(this.#clients);
    clients.delete(id);
    this.#replace(clients);
  }

  async create(spec: PlaygroundSpec): Promise<PlaygroundClient> {
    // A client may be placed from a page that looks at no stage.
    const socket = this.#socket().connect();
    return this.#keep(await ask((ack) => socket.emit('playground:create', spec, ack)));
  }

  async update(id: string, spec: PlaygroundSpec): Promise<PlaygroundClient> {
    return this.#keep(await ask((ack) => this.#socket().emit('playground:update', id, spec, ack)));
  }

  async remove(id: string): Promise<void> {
    await ask<null>((ack) => this.#socket().emit('playground:remove', id, ack));
    this.drop(id);
  }

  async publish(id: string, count: number): Promise<PlaygroundClient> {
    return this.#keep(await ask((ack) => this.#socket().emit('playground:publish', id, count, ack)));
  }

  async settle(id: string, deliveryTag: number, verdict: Verdict): Promise<PlaygroundClient> {
    return this.#keep(await ask((ack) => this.#socket().emit('playground:settle', id, deliveryTag, verdict, ack)));
  }

  /** Its connection breaks; what it held goes back to the queue. */
  async crash(id: string): Promise<PlaygroundClient> {
    return this.#keep(await ask((ack) => this.#socket().emit('playground:crash', id, ack)));
  }

  #keep(client: PlaygroundClient): PlaygroundClient {
    this.put(client);
    return client;
  }

  #replace(clients: ReadonlyMap<string, PlaygroundClient>): void {
    this.#clients = clients;
    this.#changed();
  }
}
