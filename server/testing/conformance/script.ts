import { setTimeout as sleep } from 'node:timers/promises';
import type { MethodName } from '@/server/amqp/spec';
import { EMPTY_TABLE } from '@/server/broker/field-table';
import type { SomeArgs } from '../raw-frames';
import { Conversation, type Event, isClose } from './conversation';
import { showEvent } from './transcript';
import { parseProperties, parseTable } from './values';

/** Where a script runs, and how long a message may take to its queue there. */
export interface Place {
  readonly port: number;
  readonly vhost?: string;
  readonly patienceMs: number;
}

interface Words {
  /** What is neither a flag nor has a value, in order. `''` stands for the empty name. */
  readonly names: readonly string[];
  readonly flags: ReadonlySet<string>;
  /** `name=value` and `.name=value`. */
  readonly pairs: readonly string[];
}

const FLAGS = [
  ...['durable', 'exclusive', 'auto-delete', 'passive', 'internal', 'mandatory', 'immediate', 'no-ack', 'multiple'],
  ...['requeue', 'global', 'if-unused', 'if-empty', 'active', 'no-wait'],
];

function parseWords(words: readonly string[]): Words {
  const isPair = (word: string): boolean => word.indexOf('=') > 0;
  const isFlag = (word: string): boolean => FLAGS.includes(word);
  return {
    names: words.filter((word) => !isPair(word) && !isFlag(word)).map((word) => (word === "''" ? '' : word)),
    flags: new Set(words.filter(isFlag)),
    pairs: words.filter(isPair),
  };
}

type Call = { readonly [M in MethodName]: readonly [M, SomeArgs<M>] }[MethodName];

/** The commands that are a method with an answer. */
function methodOf(command: string, { names, flags, pairs }: Words): Call | undefined {
  const [first = '', second = '', third = ''] = names;
  const has = (flag: string): boolean => flags.has(flag);
  const args = pairs.length === 0 ? EMPTY_TABLE : parseTable(pairs);
  const options = { durable: has('durable'), autoDelete: has('auto-delete'), passive: has('passive'), arguments: args };
  switch (command) {
    case 'open':
      return ['channel.open', {}];
    case 'close':
      return ['channel.close', { replyCode: 200 }];
    case 'flow':
      return ['channel.flow', { active: has('active') }];
    case 'queue':
      return ['queue.declare', { queue: first, exclusive: has('exclusive'), ...options }];
    case 'count':
      return ['queue.declare', { queue: first, passive: true }];
    case 'exchange':
      return ['exchange.declare', { exchange: first, type: second, internal: has('internal'), ...options }];
    case 'bind':
      return ['queue.bind', { queue: first, exchange: second, routingKey: third, arguments: args }];
    case 'unbind':
      return ['queue.unbind', { queue: first, exchange: second, routingKey: third, arguments: args }];
    case 'bind-exchange':
      return ['exchange.bind', { destination: first, source: second, routingKey: third, arguments: args }];
    case 'unbind-exchange':
      return ['exchange.unbind', { destination: first, source: second, routingKey: third, arguments: args }];
    case 'purge':
      return ['queue.purge', { queue: first }];
    case 'delete':
      return ['queue.delete', { queue: first, ifUnused: has('if-unused'), ifEmpty: has('if-empty') }];
    case 'delete-exchange':
      return ['exchange.delete', { exchange: first, ifUnused: has('if-unused') }];
    case 'qos':
      return ['basic.qos', { prefetchCount: Number(first), prefetchSize: Number(second), global: has('global') }];
    case 'consume': {
      const consumer = { queue: first, consumerTag: second, noAck: has('no-ack'), exclusive: has('exclusive') };
      return ['basic.consume', { ...consumer, arguments: args }];
    }
    case 'cancel':
      return ['basic.cancel', { consumerTag: first }];
    case 'get':
      return ['basic.get', { queue: first, noAck: has('no-ack') }];
    case 'recover':
      return ['basic.recover', { requeue: has('requeue') }];
    case 'confirm':
      return ['confirm.select', {}];
    case 'tx':
      return [`tx.${first}` as 'tx.select', {}];
    default:
      return undefined;
  }
}

/** Runs a script against a broker and returns what it answered, a line for each step that had an answer. */
export class ScriptRun {
  readonly #port: number;
  readonly #vhost: string;
  readonly #patienceMs: number;
  readonly #lines: string[] = [];
  readonly #conversations = new Map<string, Conversation>();
  /** Channels that are open, as `a1`. */
  readonly #open = new Set<string>();
  /** Whether a message may still be on its way to its queue: RabbitMQ's queues are processes of their own. */
  #isUnderWay = false;

  constructor({ port, vhost = '/', patienceMs }: Place) {
    this.#port = port;
    this.#vhost = vhost;
    this.#patienceMs = patienceMs;
  }

  async run(script: string): Promise<string[]> {
    try {
      for (const step of script.split('|')) if (!(await this.#step(step.trim()))) break;
      await this.#finish();
    } finally {
      for (const conversation of this.#conversations.values()) conversation.end();
    }
    return this.#lines;
  }

  /** A step may begin with the connection and channel that it is for: `b2:` is channel 2 of connection b. */
  async #step(step: string): Promise<boolean> {
    const [, place = 'a1', rest = step] = /^([a-z]\d+):\s*(.*)$/s.exec(step) ?? [];
    const [command = '', ...words] = rest.split(/\s+/);
    const conversation = await this.#conversation(place);
    const channel = Number(place.slice(1));
    return await this.#command({ conversation, channel, place }, command, parseWords(words));
  }

  async #conversation(place: string): Promise<Conversation> {
    const [name = 'a'] = place;
    const known = this.#conversations.get(name);
    const conversation = known ?? (await Conversation.open(this.#port, this.#vhost));
    this.#conversations.set(name, conversation);
    if (!this.#open.has(place)) {
      this.#open.add(place);
      conversation.send(Number(place.slice(1)), 'channel.open', {});
      await conversation.take(({ name: method }) => method === 'channel.open-ok');
    }
    return conversation;
  }

  async #command(at: Speaker, command: string, words: Words): Promise<boolean> {
    const call = methodOf(command, words);
    if (call && this.#isUnderWay) await sleep(this.#patienceMs);
    this.#isUnderWay = command === 'publish';
    if (call) return await this.#call(at, call);
    const [first = '', second = '', ...rest] = words.names;
    const number = Number(first);
    const { conversation, channel, place } = at;
    const has = (flag: string): boolean => words.flags.has(flag);
    switch (command) {
      case 'publish':
        conversation.publish(channel, {
          exchange: first,
          routingKey: second,
          body: rest.join(' '),
          mandatory: has('mandatory'),
          immediate: has('immediate'),
          properties: parseProperties(words.pairs),
        });
        return true;
      case 'ack':
        conversation.send(channel, 'basic.ack', { deliveryTag: number, multiple: has('multiple') });
        return true;
      case 'nack':
        conversation.send(channel, 'basic.nack', {
          deliveryTag: number,
          multiple: has('multiple'),
          requeue: has('requeue'),
        });
        return true;
      case 'reject':
        conversation.send(channel, 'basic.reject', { deliveryTag: number, requeue: has('requeue') });
        return true;
      case 'wait':
        await sleep(number);
        return true;
      case 'confirms':
        return await this.#settled(at, number);
      case 'disconnect':
        conversation.end();
        this.#conversations.delete(place.charAt(0));
        for (const each of this.#open) if (each[0] === place[0]) this.#open.delete(each);
        await sleep(3 * this.#patienceMs);
        return true;
      default:
        return await this.#awaited(at, EVENTS[command] ?? fail(command), first === '' ? 1 : number);
    }
  }

  async #call({ conversation, channel }: Speaker, [name, args]: Call): Promise<boolean> {
    conversation.send(channel, name, args);
    const wanted = name === 'basic.get' ? ['basic.get-ok', 'basic.get-empty'] : [`${name}-ok`];
    const event = await conversation.take((each) => each.channel === channel && wanted.includes(each.name));
    return this.#note(event, name);
  }

  async #awaited({ conversation, channel }: Speaker, name: MethodName, count: number): Promise<boolean> {
    for (let i = 0; i < count; i++) {
      const event = await conversation.take((each) => each.channel === channel && each.name === name);
      if (!this.#note(event, name)) return false;
    }
    return true;
  }

  /** Waits until so many messages are confirmed, and notes which were and which were refused. */
  async #settled({ conversation, channel }: Speaker, count: number): Promise<boolean> {
    const outcome: string[] = [];
    let last = 0;
    while (outcome.filter(Boolean).length < count) {
      const event = await conversation.take(
        (each) => each.channel === channel && (each.name === 'basic.ack' || each.name === 'basic.nack'),
      );
      if (!event || isClose(event)) return this.#note(event, 'basic.ack');
      const tag = Number(event.args['deliveryTag']);
      const from = event.args['multiple'] === true ? 1 : tag;
      for (let each = from; each <= tag; each++) outcome[each] ??= event.name;
      last = Math.max(last, tag);
    }
    this.#lines.push(
      outcome
        .map((name, tag) => `${tag} ${name}`)
        .filter(Boolean)
        .join(', '),
    );
    return true;
  }

  /** False when the script cannot go on. */
  #note(event: Event | undefined, wanted: string): boolean {
    this.#lines.push(event ? showEvent(event) : `nothing instead of ${wanted}`);
    return event !== undefined && !isClose(event);
  }

  /** Notes what came without being asked for; confirms come in one or in many, and are left out. */
  async #finish(): Promise<void> {
    await sleep(3 * this.#patienceMs);
    for (const conversation of this.#conversations.values()) {
      const left = conversation.rest().filter(({ name }) => name !== 'basic.ack');
      this.#lines.push(...left.map(showEvent).sort());
    }
  }
}

interface Speaker {
  readonly conversation: Conversation;
  readonly channel: number;
  readonly place: string;
}

const EVENTS: Readonly<Record<string, MethodName>> = {
  delivered: 'basic.deliver',
  returned: 'basic.return',
  cancelled: 'basic.cancel',
};

function fail(command: string): never {
  throw new Error(`a script has the unknown command '${command}'`);
}
