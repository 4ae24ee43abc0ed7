import type { Binding, Edge } from './binding';
import type { Channel } from './channel';
import { DelayedMessages, type DelayPorts } from './delayed-messages';
import { type Gate, gatesFor, isDelaying } from './exchange-gates';
import { exchangeTypes, routingTypeOf } from './exchange-types';
import type { ExchangeType, Router, RouterPorts } from './exchange-types/exchange-type';
import { type FieldTable, stringOf } from './field-table';
import type { Message } from './message';
import { INTERNAL_ACTOR } from './names';
import { mergeDefinitions, type Policy, type PolicyDefinition } from './policy';
import type { Queue } from './queue';
import type { TurnClock } from './turn-clock';
import { UnroutableLog } from './unroutable-log';

export interface ExchangeOptions {
  readonly type: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly arguments: FieldTable;
}

/** What an exchange needs of the vhost that it lives in. */
export interface ExchangePorts extends RouterPorts, DelayPorts {
  /** Routes a message that the exchange has kept. */
  letGo(exchange: Exchange, message: Message): void;
}

/** Takes messages in and passes them on to the destinations of the bindings that match. */
export class Exchange {
  readonly kind = 'exchange';
  readonly vhost: string;
  readonly name: string;
  readonly type: ExchangeType;
  /** The type whose rules the bindings follow: another one for an exchange that delays. */
  readonly routingType: ExchangeType;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly arguments: FieldTable;
  /** The policies that apply, as the vhost found them. */
  policy: Policy | null = null;
  operatorPolicy: Policy | null = null;
  readonly router: Router;
  /** What may keep a message from being routed. */
  readonly gates: readonly Gate[];
  /** Null unless the exchange keeps messages for a while. */
  readonly delayed: DelayedMessages | null;
  /** Bindings in which this exchange is the source. */
  readonly outgoing = new Map<string, Binding>();
  /** Bindings in which this exchange is the destination. */
  readonly incoming = new Map<string, Binding>();
  /** One edge for each destination. */
  readonly edges = new Map<Queue | Exchange, Edge>();
  /** Messages published to the exchange by clients, and messages that it passed on to a queue. */
  publishedIn = 0;
  publishedOut = 0;
  /** Messages that no binding matched, dropped or returned. */
  unroutable = 0;
  /** Null as long as there are none. */
  unroutableLog: UnroutableLog | null = null;
  isDeleted = false;
  /** The name of the user who declared it. */
  createdBy = INTERNAL_ACTOR;

  constructor(vhost: string, name: string, options: ExchangeOptions, ports: ExchangePorts) {
    this.vhost = vhost;
    this.name = name;
    this.type = exchangeTypes.get(options.type) as ExchangeType;
    this.durable = options.durable;
    this.autoDelete = options.autoDelete;
    this.internal = options.internal;
    this.arguments = options.arguments;
    this.routingType = routingTypeOf(this.type, options.arguments);
    this.router = this.routingType.createRouter(options.arguments, ports);
    this.delayed = isDelaying(options.type, options.arguments)
      ? new DelayedMessages(ports, (message) => ports.letGo(this, message))
      : null;
    this.gates = gatesFor(options.arguments, this.delayed, ports);
  }

  /** Called when a message found no queue; null for one that no client published. */
  foundNoQueue(channel: Channel | null, message: Message, turn: TurnClock): void {
    this.unroutable += 1;
    this.unroutableLog ??= new UnroutableLog();
    this.unroutableLog.add(channel, message.address.routingKey, turn.epoch(turn.ms));
  }

  /** Gives back what it holds when it is deleted. */
  close(): void {
    this.isDeleted = true;
    this.router.close?.();
    for (const gate of this.gates) gate.close();
  }

  get effectivePolicy(): PolicyDefinition {
    return mergeDefinitions(this.policy, this.operatorPolicy);
  }

  /** Named by the argument, or else by a policy. */
  get alternateExchange(): string | null {
    const argument = stringOf(this.arguments.get('alternate-exchange'));
    if (argument !== undefined) return argument;
    const ofPolicy = this.policy === null ? undefined : this.policy.definition['alternate-exchange'];
    return typeof ofPolicy === 'string' ? ofPolicy : null;
  }
}
