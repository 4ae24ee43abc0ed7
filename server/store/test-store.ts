import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AmqpServer } from '@/server/amqp/amqp-server';
import { Broker } from '@/server/broker/broker';
import { EMPTY_TABLE, type FieldValue } from '@/server/broker/field-table';
import type { BrokerPorts } from '@/server/broker/ports';
import type { Properties } from '@/server/broker/properties';
import type { Queue } from '@/server/broker/queue';
import { CoreClient } from '@/server/testing/core-client';
import { AMQP_TEST_OPTIONS, testPorts } from '@/server/testing/start-test-broker';
import { Store } from './store';
import { TestDisk } from './test-disk';

const DURABLE = { durable: true, autoDelete: false, exclusive: false, arguments: EMPTY_TABLE };

/** A broker whose log is on a test disk; it can be stopped, or lose its power, and started again. */
export class TestStore {
  readonly #folder = mkdtempSync(join(tmpdir(), 'warren-store-'));
  disk = new TestDisk();
  broker: Broker = undefined as unknown as Broker;
  store: Store = undefined as unknown as Store;
  client: CoreClient = undefined as unknown as CoreClient;
  readonly segmentBytes: number;
  readonly pageAboveBytes: number;
  /** Positions that the store said were safe, and how often it failed. */
  readonly synced: number[] = [];
  failures = 0;
  /** Null until somebody listens. */
  amqp: AmqpServer | null = null;

  readonly #ports: BrokerPorts;

  constructor(segmentBytes = 64 * 1024, pageAboveBytes = 1024 ** 3, ports: Partial<BrokerPorts> = {}) {
    this.segmentBytes = segmentBytes;
    this.pageAboveBytes = pageAboveBytes;
    this.#ports = { ...testPorts, ...ports };
  }

  get logFolder(): string {
    return join(this.#folder, 'log');
  }

  async start(): Promise<void> {
    mkdirSync(this.#folder, { recursive: true });
    const { pageAboveBytes } = this;
    this.broker = new Broker(this.#ports, { memoryLimitBytes: 1024 ** 3, pageAboveBytes, loopbackUsers: [] });
    this.broker.memory.leastOfQueue = 3;
    this.store = await Store.open(this.broker, {
      dataDir: this.#folder,
      files: this.disk,
      segmentBytes: this.segmentBytes,
      retryMs: 5,
      log: () => {},
      listener: {
        synced: (position) => {
          this.synced.push(position);
          this.amqp?.synced(position);
        },
        failed: () => {
          this.failures += 1;
          this.amqp?.failed();
        },
        definitionsSafe: () => this.amqp?.definitionsSafe(),
        definitionsFailed: (failure) => this.amqp?.definitionsFailed(failure),
        endTurn: () => (this.amqp ?? this.broker).endTurn(),
      },
    });
    if (this.store.isNew) {
      this.broker.addVHost('/');
      const all = { configure: '.*', write: '.*', read: '.*' };
      this.broker.access.setPermission(this.broker.access.addUser('guest', 'guest', []), '/', all);
      this.store.recordSettings();
      await this.store.safe();
    }
    this.client = new CoreClient(this.broker);
  }

  /** Serves AMQP, until the next restart; returns the port. */
  async listen(): Promise<number> {
    this.amqp = new AmqpServer(this.broker, AMQP_TEST_OPTIONS);
    return await this.amqp.listen('127.0.0.1', 0);
  }

  async #hangUp(): Promise<void> {
    await this.amqp?.shutdown('the test is over');
    this.amqp = null;
  }

  /** Declares a durable queue; arguments are integers or strings. */
  queue(name: string, args: Readonly<Record<string, number | string>> = {}): Queue {
    const table = new Map(Object.entries(args).map(([key, value]) => [key, fieldOf(value)]));
    return this.client.session.declareQueue(name, { ...DURABLE, arguments: table }).queue;
  }

  publish(queue: string, body: string, persistent = true, properties: Properties = {}): void {
    this.client.publish('', queue, body, null, persistent ? { ...properties, deliveryMode: 2 } : properties);
  }

  /** The bodies of all ready messages, which it puts back. */
  bodies(queue: string): string[] {
    const fetched = [];
    for (
      let one = this.client.session.get(queue, false, null);
      one;
      one = this.client.session.get(queue, false, null)
    ) {
      fetched.push(one);
    }
    const bodies = fetched.map(({ message }) => Buffer.from(message.body()).toString());
    for (const one of fetched) this.client.session.settle(one, 'requeue');
    return bodies;
  }

  /** Without power the disk keeps what was synced. */
  async crash(): Promise<void> {
    const left = this.disk.crashed();
    await this.#hangUp();
    this.disk.fault = () => null;
    await this.store.close();
    this.disk = left;
    await this.start();
  }

  async restart(): Promise<void> {
    await this.#hangUp();
    await this.store.close();
    await this.start();
  }

  async end(): Promise<void> {
    await this.#hangUp();
    await this.store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function fieldOf(value: number | string): FieldValue {
  return typeof value === 'number' ? { type: 'signedint', value } : { type: 'longstr', value };
}
