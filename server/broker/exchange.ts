import type { Binding, Edge } from './binding';
import { exchangeTypes } from './exchange-types';
import type { ExchangeType, Router } from './exchange-types/exchange-type';
import { type FieldTable, stringOf } from './field-table';
import { mergeDefinitions, type Policy, type PolicyDefinition } from './policy';
import type { Queue } from './queue';

export interface ExchangeOptions {
  readonly type: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly arguments: FieldTable;
}

/** Takes messages in and passes them on to the destinations of the bindings that match. */
export class Exchange {
  readonly kind = 'exchange';
  readonly vhost: string;
  readonly name: string;
  readonly type: ExchangeType;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly arguments: FieldTable;
  /** The policies that apply, as the vhost found them. */
  policy: Policy | null = null;
  operatorPolicy: Policy | null = null;
  readonly router: Router;
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
  isDeleted = false;
  /** The name of the user who declared it; RabbitMQ's word for what was there from the start. */
  createdBy = 'rmq-internal';

  constructor(vhost: string, name: string, options: ExchangeOptions) {
    this.vhost = vhost;
    this.name = name;
    this.type = exchangeTypes.get(options.type) as ExchangeType;
    this.durable = options.durable;
    this.autoDelete = options.autoDelete;
    this.internal = options.internal;
    this.arguments = options.arguments;
    this.router = this.type.createRouter();
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
