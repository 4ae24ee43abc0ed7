import { randomUUID } from 'node:crypto';
import type { PlaygroundClient, PlaygroundSpec, Verdict } from '@/lib/live-events';
import { StagedClient } from './playground-client';
import { Refusal } from './reply';

/** A client's changes are shown at most so often. */
const CHANGE_INTERVAL_MS = 200;

export interface Person {
  readonly name: string;
  readonly username: string;
  readonly password: string;
}

export interface PlaygroundOptions {
  readonly amqpUrl: string;
  readonly maxClients: number;
  readonly onChanged: (client: PlaygroundClient) => void;
  readonly onRemoved: (client: PlaygroundClient) => void;
}

interface Entry {
  readonly client: StagedClient;
  timer: NodeJS.Timeout | undefined;
}

/** All playground clients of all people. A person sees and moves only their own. */
export class Playground {
  readonly #options: PlaygroundOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: PlaygroundOptions) {
    this.#options = options;
  }

  list(person: string, vhost: string): readonly PlaygroundClient[] {
    return this.#of(person)
      .filter(([, { client }]) => client.vhost === vhost)
      .map(([, { client }]) => client.view);
  }

  /** Answers when the client runs or has failed. */
  async create(person: Person, spec: PlaygroundSpec): Promise<PlaygroundClient> {
    const { maxClients, amqpUrl } = this.#options;
    if (this.#of(person.name).length >= maxClients) {
      throw new Refusal(`There are ${maxClients} clients of yours already; remove one first.`);
    }
    const id = randomUUID();
    const { name: owner, username, password } = person;
    const onChange = (_client: StagedClient, isUrgent: boolean): void => this.#changed(id, isUrgent);
    const client = new StagedClient({ id, owner, username, password, amqpUrl, onChange }, spec);
    this.#entries.set(id, { client, timer: undefined });
    await client.start();
    return client.view;
  }

  async update(person: string, id: string, spec: PlaygroundSpec): Promise<PlaygroundClient> {
    const client = this.#get(person, id);
    await client.update(spec);
    return client.view;
  }

  publish(person: string, id: string, count: number): PlaygroundClient {
    const client = this.#get(person, id);
    client.publish(count);
    return client.view;
  }

  settle(person: string, id: string, deliveryTag: number, verdict: Verdict): PlaygroundClient {
    const client = this.#get(person, id);
    client.settle(deliveryTag, verdict);
    return client.view;
  }

  crash(person: string, id: string): PlaygroundClient {
    const client = this.#get(person, id);
    client.crash();
    return client.view;
  }

  remove(person: string, id: string): void {
    const client = this.#get(person, id);
    clearTimeout(this.#entries.get(id)?.timer);
    this.#entries.delete(id);
    client.stop();
    this.#options.onRemoved(client.view);
  }

  removeAll(person: string): void {
    for (const [id] of this.#of(person)) this.remove(person, id);
  }

  close(): void {
    for (const { client } of [...this.#entries.values()]) this.removeAll(client.owner);
  }

  #of(person: string): [id: string, entry: Entry][] {
    return [...this.#entries].filter(([, { client }]) => client.owner === person);
  }

  #get(person: string, id: string): StagedClient {
    const client = this.#entries.get(id)?.client;
    if (client?.owner !== person) throw new Refusal('This client is not there any more.');
    return client;
  }

  #changed(id: string, isUrgent: boolean): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    if (isUrgent) {
      clearTimeout(entry.timer);
      entry.timer = undefined;
      this.#options.onChanged(entry.client.view);
      return;
    }
    entry.timer ??= setTimeout(() => {
      entry.timer = undefined;
      this.#options.onChanged(entry.client.view);
    }, CHANGE_INTERVAL_MS);
  }
}
