import { propertiesCodec } from '@/server/amqp/properties-codec';
import { Broker } from '@/server/broker/broker';
import type { Channel, ChannelPort } from '@/server/broker/channel';
import type { Connection } from '@/server/broker/connection';
import type { FieldTable } from '@/server/broker/field-table';
import { Session } from '@/server/broker/session';
import type { User } from '@/server/broker/user';
import type { VHost } from '@/server/broker/vhost';
import { systemTimer } from '@/server/system-timer';
import { createManagement, type ManagementApi } from './handle';
import { type ManagementOptions, textOf } from './request';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed body; undefined when there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read JSON of many shapes and state what they expect.
  readonly json: any;
}

export interface Ask {
  /** Sent as JSON, or as it is when it is a string. */
  readonly body?: unknown;
  /** A user whose password is the name; guest unless given, nobody when null. */
  readonly as?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly peer?: string;
}

const START = Date.UTC(2026, 0, 1);

/** A broker with a management API, a user guest and a vhost `/`, in which tests own the time. */
export class TestApi {
  now = START;
  readonly broker: Broker;
  readonly vhost: VHost;
  readonly guest: User;
  readonly api: ManagementApi;
  readonly failures: unknown[] = [];
  /** Texts with which connections were closed, by name. */
  readonly closed = new Map<string, string>();
  #ports = 40_000;
  #names = 0;

  constructor(options: Partial<ManagementOptions> & { readonly memoryLimitBytes?: number } = {}) {
    const memoryLimitBytes = options.memoryLimitBytes ?? 64 * 1024 * 1024;
    this.broker = new Broker(
      {
        clock: { now: () => this.now },
        timer: systemTimer,
        random: Math.random,
        passwords: {
          hash: (password) => ({ hash: `hash of ${password}`, algorithm: 'plain' }),
          verify: ({ hash }, password) => hash === `hash of ${password}`,
        },
        codec: propertiesCodec,
        randomName: () => `random-${++this.#names}`,
      },
      { memoryLimitBytes, loopbackUsers: ['guest'] },
    );
    this.guest = this.addUser('guest', ['administrator']);
    this.vhost = this.broker.addVHost('/');
    this.allow(this.guest, '/');
    this.api = createManagement(this.broker, {
      version: '0.1.0',
      rabbitmqVersion: '4.2.0',
      product: 'Warren',
      nodeName: 'warren@test',
      clusterName: 'warren@test',
      listeners: () => [
        { protocol: 'amqp', host: '127.0.0.1', port: 5672 },
        { protocol: 'http', host: '127.0.0.1', port: 15672 },
      ],
      memoryLimitBytes,
      startedAt: START,
      maxMessageBytes: 1024 * 1024,
      onInternalError: (failure) => this.failures.push(failure),
      ...options,
    });
  }

  addUser(name: string, tags: readonly string[]): User {
    return this.broker.access.addUser(name, name, tags);
  }

  allow(user: User, vhost: string, pattern = '.*'): void {
    this.broker.access.setPermission(user, vhost, { configure: pattern, write: pattern, read: pattern });
  }

  async ask(
    method: string,
    pathAndQuery: string,
    { body, as = 'guest', headers = {}, peer = '127.0.0.1' }: Ask = {},
  ): Promise<Answer> {
    const [path = '', query = ''] = `/api/${pathAndQuery}`.split('?');
    const credentials = as === null ? {} : { authorization: `Basic ${Buffer.from(`${as}:${as}`).toString('base64')}` };
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const response = await this.api.handle({
      method,
      path,
      query,
      headers: { ...credentials, ...headers },
      body: Buffer.from(text),
      peer,
    });
    const answer = textOf(response.body);
    const isJson = response.headers['content-type'] === 'application/json' && answer !== '';
    return { ...response, text: answer, json: isJson ? JSON.parse(answer) : undefined };
  }

  get(path: string, ask: Ask = {}): Promise<Answer> {
    return this.ask('GET', path, ask);
  }

  session(vhost = this.vhost): Session {
    return new Session(this.broker, vhost, this.guest, null);
  }

  /** Lets a sampling interval pass. */
  tick(milliseconds = 5000): void {
    this.now += milliseconds;
    this.api.sample(this.now);
  }

  connect(user = this.guest, clientProperties: FieldTable = new Map()): Connection {
    const peerPort = ++this.#ports;
    const info = {
      peerHost: '127.0.0.1',
      peerPort,
      host: '127.0.0.1',
      port: 5672,
      protocol: 'AMQP 0-9-1',
      tls: null,
      mechanism: 'PLAIN',
      channelMax: 2047,
      frameMax: 131_072,
      heartbeatSeconds: 60,
      clientProperties,
      connectedAt: this.now,
    };
    const connection = this.broker.openConnection(this.vhost, user, info, {
      close: (text) => void this.closed.set(connection.name, text),
      block: () => {},
    });
    return connection;
  }

  openChannel(connection: Connection, number = 1): Channel {
    const port: ChannelPort = {
      isWritable: true,
      unconfirmedCount: 0,
      deliver: () => {},
      consumerCancelled: () => {},
      fail: () => {},
    };
    return this.broker.openChannel(connection, number, port);
  }
}

export const QUEUE = { durable: true, autoDelete: false, exclusive: false, arguments: new Map() } as const;
