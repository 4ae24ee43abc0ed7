import type {
  BindingEdge,
  ConnectionSummary,
  ConsumerNode,
  ConsumerState,
  ExchangeNode,
  PlaygroundClient,
  QueueNode,
  ReplyCount,
} from './live-events';

/** A producer on the stage: one channel, a playground client, or many like channels drawn as one. */
export interface ProducerStageNode {
  readonly id: string;
  readonly kind: 'producer';
  readonly name: string;
  readonly channels: readonly string[];
  readonly connection: ConnectionSummary | null;
  readonly client: PlaygroundClient | null;
  readonly exchanges: readonly string[];
  /** The broker reads nothing from it at the moment. */
  readonly isBlocked: boolean;
}

export interface ConsumerStageNode {
  readonly id: string;
  readonly kind: 'consumer';
  readonly name: string;
  readonly queue: string;
  readonly members: readonly ConsumerNode[];
  readonly connection: ConnectionSummary | null;
  readonly client: PlaygroundClient | null;
  /** 0 means without limit. */
  readonly prefetchCount: number;
  readonly noAck: boolean;
  readonly byHand: boolean;
  /** Of several that are drawn as one, the most telling state. */
  readonly state: ConsumerState;
}

export interface ExchangeStageNode {
  readonly id: string;
  readonly kind: 'exchange';
  readonly name: string;
  readonly exchange: ExchangeNode;
  /** What its bindings ask for, the most frequent first. */
  readonly keys: readonly KeyGroup[];
}

/** Bindings of one exchange that have the same key, or ask for the same headers. */
export interface KeyGroup {
  readonly key: string;
  readonly bindings: number;
}

export interface QueueStageNode {
  readonly id: string;
  readonly kind: 'queue';
  readonly name: string;
  readonly queue: QueueNode;
}

/** A frame that is folded: one node in the place of all that stands in it. */
export interface FrameStageNode {
  readonly id: string;
  readonly kind: 'frame';
  readonly name: string;
  readonly members: readonly StageNode[];
  /** Lines that come in from outside, and that lead out. */
  readonly incoming: readonly StageEdge[];
  readonly outgoing: readonly StageEdge[];
}

export type StageNode = FrameStageNode | ProducerStageNode | ConsumerStageNode | ExchangeStageNode | QueueStageNode;

export type StageEdge = {
  readonly id: string;
  readonly source: string;
  readonly target: string;
} & (
  | { readonly kind: 'publish'; readonly exchange: string; readonly channels: readonly string[] }
  | {
      readonly kind: 'binding';
      readonly from: string;
      readonly to: string;
      readonly destinationType: 'queue' | 'exchange';
      /** Empty for the implicit bindings of the default exchange. */
      readonly bindings: readonly BindingEdge[];
    }
  | { readonly kind: 'consume'; readonly queue: string; readonly members: readonly ConsumerNode[] }
  | { readonly kind: 'alternate'; readonly from: string; readonly to: string }
  /** Lines to or from what is folded into a frame, drawn as one. */
  | { readonly kind: 'bundle'; readonly edges: readonly StageEdge[] }
  /** Answers to requests: from a consumer to a queue, or straight to the producer that asked. */
  | { readonly kind: 'reply'; readonly routes: readonly ReplyRoute[] }
  /** From a queue to the exchange that gets its dead letters; without a key they keep their own. */
  | { readonly kind: 'dead-letter'; readonly queue: string; readonly to: string; readonly routingKey: string | null }
);

export type ReplyRoute = Omit<ReplyCount, 'count'>;

/** By `replyKeyOf`. */
export type ReplyRoutes = ReadonlyMap<string, ReplyRoute>;

export function replyKeyOf({ channel, consumerTag, queue, asker }: ReplyRoute): string {
  return JSON.stringify([channel, consumerTag, queue, asker]);
}

export interface StageGraph {
  readonly nodes: ReadonlyMap<string, StageNode>;
  readonly edges: ReadonlyMap<string, StageEdge>;
  readonly producerOf: ReadonlyMap<string, string>;
  readonly consumerOf: ReadonlyMap<string, string>;
}

export interface GraphOptions {
  readonly clients: ReadonlyMap<string, PlaygroundClient>;
  readonly defaultRoutes: ReadonlySet<string>;
  readonly replyRoutes: ReplyRoutes;
  /** Also the predeclared exchanges that nobody uses. */
  readonly showAll: boolean;
}

export const nodeId = {
  exchange: (name: string) => `exchange:${name}`,
  queue: (name: string) => `queue:${name}`,
  client: (id: string) => `client:${id}`,
};

export const edgeId = {
  publish: (producer: string, exchange: string) => `publish|${producer}|${exchange}`,
  binding: (from: string, type: 'queue' | 'exchange', to: string) => `binding|${from}|${type}|${to}`,
  consume: (queue: string, consumer: string) => `consume|${queue}|${consumer}`,
  alternate: (from: string, to: string) => `alternate|${from}|${to}`,
  bundle: (source: string, target: string) => `bundle|${source}|${target}`,
  reply: (consumer: string, to: string) => `reply|${consumer}|${to}`,
  deadLetter: (queue: string, to: string) => `dead-letter|${queue}|${to}`,
};

/** Keeps the objects that did not change, so that memoised nodes are not drawn again. */
export function shareGraph(previous: StageGraph | null, next: StageGraph): StageGraph {
  if (previous === null) return next;
  return { ...next, nodes: shareMap(previous.nodes, next.nodes), edges: shareMap(previous.edges, next.edges) };
}

function shareMap<T>(previous: ReadonlyMap<string, T>, next: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const shared = new Map<string, T>();
  let changed = previous.size !== next.size;
  for (const [id, value] of next) {
    const old = previous.get(id);
    const same = old !== undefined && sameShape(old, value);
    if (!same) changed = true;
    shared.set(id, same ? old : value);
  }
  return changed ? shared : previous;
}

function sameShape(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => sameShape(left[key], right[key]));
}

/** What a binding asks for: its headers if it has any, else its key. */
export function keyText({ routingKey, arguments: args }: BindingEdge): string {
  const headers = Object.entries(args).filter(([name]) => name !== 'x-match');
  return headers.length > 0 ? headers.map(([name, value]) => `${name}=${String(value)}`).join(' ') : routingKey;
}

export function isPredeclared(exchange: string): boolean {
  return exchange === '' || exchange.startsWith('amq.');
}

/** What a person would call this client: its own name for the connection, else the library, else its address. */
export function nameOf(connection: ConnectionSummary): string {
  if (connection.providedName !== null && connection.providedName !== '') return connection.providedName;
  return connection.product ?? connection.name.split(' -> ')[0] ?? connection.name;
}
