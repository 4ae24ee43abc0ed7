import { type FieldTable, integerOf, stringOf } from '@/server/broker/field-table';
import type { Message } from '@/server/broker/message';
import type { Fetched } from '@/server/broker/session';
import { QueueBench } from './queue-bench';
import { type ModelRules, type RuledMessage, RuledQueue, RulesModel } from './rules-model';
import { SeededRandom } from './seeded-random';
import { expectSame } from './simulation-comparison';

const NAMES = ['q0', 'q1', 'q2', 'q3', 'q4', 'q5'];
/** Publications stand a second apart; times to live differ in their milliseconds, so that no two queues act at once. */
const STEP_MS = 1000;
/** Above what the queues' own milliseconds add up to. */
const EXPIRATION_REST_MS = 64;
/** So many publications differ in the milliseconds of their expiration: more than live at the same time. */
const EXPIRATIONS = 14;

interface Held {
  readonly fetched: Fetched;
  readonly queue: RuledQueue;
  readonly message: RuledMessage;
}

/** A broker and a model of its queues' rules that go through the same random actions, and must agree after each. */
export class RulesSimulation {
  readonly #random: SeededRandom;
  readonly #bench = new QueueBench();
  readonly #model = new RulesModel(this.#bench.time.now());
  #held: Held[] = [];
  #lastId = 0;
  /** Deaths seen, so that a run that tests nothing can be told. */
  deaths = 0;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
    for (const [i, name] of NAMES.entries()) this.#declare(name, 2 ** i);
  }

  run(actions: number): void {
    for (let i = 0; i < actions; i++) {
      this.#act();
      this.#endTurn();
      this.#compare();
    }
    this.#end();
  }

  #endTurn(): void {
    this.#bench.broker.endTurn();
    this.#model.endTurn();
  }

  #declare(name: string, restMs: number): void {
    const random = this.#random;
    const rules: ModelRules = {
      ttl: random.chance(0.5) ? random.below(6) * STEP_MS + restMs : Number.POSITIVE_INFINITY,
      maxLength: random.chance(0.4) ? random.below(5) : Number.POSITIVE_INFINITY,
      overflow: random.pick(['drop-head', 'drop-head', 'reject-publish', 'reject-publish-dlx']),
      deadTo: random.chance(0.8) ? random.pick(NAMES) : null,
      maxPriority: random.chance(0.3) ? 1 + random.below(3) : 0,
    };
    this.#bench.queue(name, {
      ...(rules.ttl === Number.POSITIVE_INFINITY ? {} : { 'x-message-ttl': rules.ttl }),
      ...(rules.maxLength === Number.POSITIVE_INFINITY ? {} : { 'x-max-length': rules.maxLength }),
      ...(rules.deadTo === null ? {} : { 'x-dead-letter-exchange': '', 'x-dead-letter-routing-key': rules.deadTo }),
      ...(rules.maxPriority === 0 ? {} : { 'x-max-priority': rules.maxPriority }),
      'x-overflow': rules.overflow,
    });
    this.#model.queues.set(name, new RuledQueue(name, rules));
  }

  #act(): void {
    const number = this.#random.next();
    if (number < 0.5) this.#publish();
    else if (number < 0.65) this.#get();
    else if (number < 0.8) this.#settle();
    else this.#pass(this.#random.below(8) * STEP_MS);
  }

  #publish(): void {
    const random = this.#random;
    const queue = this.#model.queue(random.pick(NAMES));
    const priority = random.below(5);
    this.#lastId += 1;
    const restMs = EXPIRATION_REST_MS * (1 + (this.#lastId % EXPIRATIONS));
    const life = random.chance(0.1) ? 0 : random.below(6) * STEP_MS + restMs;
    const expiration = random.chance(0.4) ? life : Number.POSITIVE_INFINITY;
    this.#model.givenPriorities.set(this.#lastId, priority);
    const properties = expiration === Number.POSITIVE_INFINITY ? {} : { expiration: String(expiration) };
    const { client } = this.#bench;
    client.publish('', queue.name, String(this.#lastId), null, { priority, ...properties });
    const isTaken = this.#model.publish(queue, this.#lastId, priority, expiration);
    expectSame(`refused ${this.#lastId}`, client.vhost.hasRefused, !isTaken);
    this.#endTurn();
    this.#pass(STEP_MS);
  }

  #get(queue = this.#model.queue(this.#random.pick(NAMES))): boolean {
    const message = this.#model.take(queue);
    const fetched = this.#bench.client.session.get(queue.name, false, null);
    expectSame(`got from ${queue.name}`, fetched && this.#describe(fetched.message), message && describe(message));
    if (!fetched || !message) return false;
    this.#held.push({ fetched, queue, message });
    return true;
  }

  #describe(message: Message): string {
    const headers = this.#bench.broker.ports.codec.decodeHeaders(message.properties());
    return `${Buffer.from(message.body())}: ${history(headers)}`;
  }

  #settle(): void {
    if (this.#held.length === 0) return;
    const [held] = this.#held.splice(this.#random.below(this.#held.length), 1);
    const { fetched, queue, message } = held as Held;
    const outcome = this.#random.pick(['ack', 'reject', 'reject', 'requeue'] as const);
    this.#bench.client.session.settle(fetched, outcome);
    this.#model.settle(queue, message, outcome);
  }

  #pass(milliseconds: number): void {
    this.#bench.pass(milliseconds);
    this.#model.pass(milliseconds);
  }

  #compare(): void {
    for (const wanted of this.#model.queues.values()) {
      const queue = this.#bench.client.vhost.getQueue(wanted.name);
      const { readyCount, unackedCount, enqueued, expired, droppedByLimit, refused, deadLettered } = queue;
      expectSame(
        `numbers of ${wanted.name}`,
        { ready: readyCount, unacked: unackedCount, enqueued, expired, dropped: droppedByLimit, refused, deadLettered },
        {
          ready: wanted.ready.length,
          unacked: wanted.unacked,
          enqueued: wanted.enqueued,
          expired: wanted.expired,
          dropped: wanted.dropped,
          refused: wanted.refused,
          deadLettered: wanted.deadLettered,
        },
      );
    }
  }

  /** Empties every queue. What expires on the way may go to another one. */
  #end(): void {
    while ([...this.#model.queues.values()].some((queue) => this.#get(queue))) this.#endTurn();
    for (const { fetched } of this.#held) this.#bench.client.session.settle(fetched, 'ack');
    for (const { deadLettered } of this.#model.queues.values()) this.deaths += deadLettered;
    expectSame('messages in memory', this.#bench.broker.memory.messages, 0);
  }
}

const describe = ({ id, deaths }: RuledMessage): string =>
  `${id}: ${deaths.map(({ queue, reason, count }) => `${queue} ${reason} ${count}`).join()}`;

/** Queue, reason and count of each entry of x-death. */
function history(headers: FieldTable): string {
  const field = headers.get('x-death');
  const entries = field?.type === 'array' ? field.value : [];
  return entries
    .map((entry) => {
      const table: FieldTable = entry.type === 'table' ? entry.value : new Map();
      return `${stringOf(table.get('queue'))} ${stringOf(table.get('reason'))} ${integerOf(table.get('count'))}`;
    })
    .join();
}
