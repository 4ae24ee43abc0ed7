import { Worker } from 'node:worker_threads';
import type { Broker } from '@/server/broker/broker';
import { PAUSED_SHOVEL, type Parameter, SHOVEL } from '@/server/broker/parameters';
import { describeError, type Log } from '@/server/log';
import { workerEntry } from '@/server/worker-entry';
import { parseAmqpUri } from './amqp-uri';
import { workerStatus } from './shovel-ends';
import type { FromShovels, LocalBroker, ShovelOrder, ToShovels } from './shovel-messages';
import { readShovel } from './shovel-reader';
import type { ShovelSettings } from './shovel-settings';
import type { ShovelPort, ShovelProgress, ShovelStatus } from './shovel-status';

/** A thread that has died is started again after this time. */
const RESTART_DELAY_MS = 1000;
const CLOSE_TIMEOUT_MS = 3000;

const NO_PROGRESS: ShovelProgress = {
  state: 'starting',
  reason: null,
  sourceUri: null,
  destinationUri: null,
  forwarded: 0,
  pending: 0,
  remaining: null,
  isBlocked: false,
};

interface Known {
  readonly parameter: Parameter;
  /** What it was started with: the same text means the same shovel. */
  readonly text: string;
  status: ShovelStatus;
}

export interface ShovelHostOptions {
  readonly log: Log;
  readonly clusterName: string;
  /** Called when a shovel has done its work and its parameter is gone. */
  readonly onFinished: () => void;
  /** Told of what RabbitMQ's event exchange tells. */
  readonly onEvent: (event: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** Keeps the shovels of a broker at work as their parameters say. They work in a thread that starts with the first. */
export class ShovelHost implements ShovelPort {
  readonly #broker: Broker;
  readonly #options: ShovelHostOptions;
  readonly #shovels = new Map<string, Known>();
  readonly #logins = new Map<string, LocalBroker['logins'][string]>();
  #thread: Worker | null = null;
  /** Null until the broker can be reached; no shovel starts before. */
  #place: { readonly host: string; readonly port: number } | null = null;
  #onClosed: () => void = () => {};

  constructor(broker: Broker, options: ShovelHostOptions) {
    this.#broker = broker;
    this.#options = options;
  }

  /** AMQP is served there from now on: the shovels may begin. */
  begin(place: { readonly host: string; readonly port: number }): void {
    this.#place = place;
    this.reconcile();
  }

  /** To be called whenever parameters may have changed: starts what is new or changed, stops what is gone or paused. */
  reconcile(): void {
    if (this.#place === null) return;
    const wanted = new Map<string, Parameter>();
    for (const parameter of this.#broker.parameters.all()) {
      if (parameter.component === SHOVEL) wanted.set(idOf(parameter.vhost, parameter.name), parameter);
    }
    for (const id of [...this.#shovels.keys()]) if (!wanted.has(id)) this.#stop(id);
    for (const [id, parameter] of wanted) {
      const text = this.#textOf(parameter);
      if (this.#shovels.get(id)?.text === text) continue;
      this.#stop(id);
      this.#start(id, parameter, text);
    }
  }

  all(): readonly ShovelStatus[] {
    return [...this.#shovels.values()].map(({ status }) => status);
  }

  get(vhost: string, name: string): ShovelStatus | undefined {
    return this.#shovels.get(idOf(vhost, name))?.status;
  }

  restart(vhost: string, name: string): void {
    const id = idOf(vhost, name);
    const known = this.#shovels.get(id);
    if (!known) return;
    this.#stop(id);
    this.#start(id, known.parameter, known.text);
  }

  /** Closes their connections; what has not arrived goes back to its queues. */
  async close(): Promise<void> {
    const thread = this.#thread;
    this.#place = null;
    this.#thread = null;
    if (!thread) return;
    await new Promise<void>((resolve) => {
      this.#onClosed = resolve;
      setTimeout(resolve, CLOSE_TIMEOUT_MS).unref();
      thread.postMessage({ type: 'shutdown' } satisfies ToShovels);
    });
    await thread.terminate();
  }

  #start(id: string, parameter: Parameter, text: string): void {
    const known: Known = { parameter, text, status: this.#status(parameter, null, { ...NO_PROGRESS }) };
    this.#shovels.set(id, known);
    this.#startKnown(id, known);
    this.#tellStatus(known);
  }

  #startKnown(id: string, known: Known): void {
    const { parameter } = known;
    const { name, vhost } = parameter;
    try {
      const isPaused = this.#isPaused(parameter);
      const settings = readShovel(name, parameter.value, () => null);
      const progress = isPaused ? { ...NO_PROGRESS, state: 'paused' as const } : NO_PROGRESS;
      known.status = this.#status(parameter, settings, progress);
      if (isPaused) return;
      const order: ShovelOrder = {
        name,
        vhost,
        settings,
        clusterName: this.#broker.parameters.clusterName ?? this.#options.clusterName,
        local: this.#localFor(settings),
      };
      this.#post({ type: 'start', id, order });
    } catch (failure) {
      const reason = (failure as Error).message;
      known.status = this.#status(parameter, null, { ...NO_PROGRESS, state: 'terminated', reason });
    }
  }

  #stop(id: string): void {
    const known = this.#shovels.get(id);
    if (!known) return;
    this.#forget(id, known);
    if (this.#thread) this.#post({ type: 'stop', id });
  }

  #status({ name, vhost }: Parameter, settings: ShovelSettings | null, progress: ShovelProgress): ShovelStatus {
    return { name, vhost, settings, progress, since: this.#broker.ports.clock.now() };
  }

  #isPaused({ vhost, name }: Parameter): boolean {
    return this.#broker.parameters.get(PAUSED_SHOVEL, vhost, name) !== undefined;
  }

  #textOf(parameter: Parameter): string {
    return JSON.stringify([parameter.value, this.#isPaused(parameter)]);
  }

  /** The logins for the vhosts of this broker that the shovel's URIs name. */
  #localFor({ source, destination }: ShovelSettings): LocalBroker {
    const uris = [...source.uris, ...(destination.protocol === 'amqp091' ? destination.uris : [])];
    const logins: Record<string, LocalBroker['logins'][string]> = {};
    for (const { host, vhost } of uris.map(parseAmqpUri)) if (host === null) logins[vhost] = this.#loginFor(vhost);
    const { host, port } = this.#place as { readonly host: string; readonly port: number };
    return { host, port, logins };
  }

  #loginFor(vhost: string): LocalBroker['logins'][string] {
    const existing = this.#logins.get(vhost);
    if (existing) return existing;
    const { name: username, password } = this.#broker.access.addOwnLogin('(shovel)', vhost);
    const login = { username, password };
    this.#logins.set(vhost, login);
    return login;
  }

  #post(message: ToShovels): void {
    this.#thread ??= this.#startThread();
    this.#thread.postMessage(message);
  }

  #startThread(): Worker {
    const thread = new Worker(...workerEntry('shovels/shovel-thread', { name: 'shovels' }));
    thread.on('message', (message: FromShovels) => this.#handle(message));
    thread.on('error', (failure) => this.#options.log('error', `the shovels' thread: ${describeError(failure)}`));
    thread.on('exit', () => this.#died(thread));
    return thread;
  }

  /** Nothing gets lost: what was on its way is not acknowledged. All shovels start afresh. */
  #died(thread: Worker): void {
    if (this.#thread !== thread) return;
    this.#thread = null;
    for (const [id, known] of [...this.#shovels]) this.#forget(id, known);
    setTimeout(() => this.reconcile(), RESTART_DELAY_MS).unref();
  }

  #handle(message: FromShovels): void {
    if (message.type === 'log') return this.#options.log(message.level, message.text);
    if (message.type === 'closed') return this.#onClosed();
    const known = this.#shovels.get(message.id);
    if (!known) return;
    if (message.type === 'finished') return this.#finished(known);
    const { status } = known;
    const isNew = message.progress.state !== status.progress.state;
    known.status = {
      ...status,
      progress: message.progress,
      since: isNew ? this.#broker.ports.clock.now() : status.since,
    };
    if (isNew) this.#tellStatus(known);
  }

  #tellStatus({ status }: Known): void {
    this.#options.onEvent('shovel.worker.status', workerStatus(status));
  }

  #forget(id: string, { parameter: { vhost, name } }: Known): void {
    this.#shovels.delete(id);
    this.#options.onEvent('shovel.worker.removed', { vhost, name });
  }

  #finished(known: Known): void {
    const { vhost, name } = known.parameter;
    this.#forget(idOf(vhost, name), known);
    this.#broker.parameters.delete(SHOVEL, vhost, name);
    this.#options.onFinished();
  }
}

function idOf(vhost: string, name: string): string {
  return JSON.stringify([vhost, name]);
}
