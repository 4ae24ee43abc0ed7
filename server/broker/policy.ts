import type { Exchange } from './exchange';
import { compilePattern, type Pattern } from './pattern';
import type { Queue } from './queue';

/** What a policy may apply to (RabbitMQ's `apply-to`). */
export const APPLY_TO = ['all', 'queues', 'classic_queues', 'quorum_queues', 'streams', 'exchanges'] as const;
export type ApplyTo = (typeof APPLY_TO)[number];

export type PolicyValue = string | number | boolean | readonly string[];
export type PolicyDefinition = Readonly<Record<string, PolicyValue>>;

export interface Policy {
  readonly name: string;
  /** A regular expression over names, unanchored. */
  readonly pattern: string;
  readonly applyTo: ApplyTo;
  readonly priority: number;
  readonly definition: PolicyDefinition;
}

/** Keys whose smaller value wins when a policy and an operator policy both set them (RabbitMQ's merge rule). */
const SMALLER_WINS: ReadonlySet<string> = new Set([
  'expires',
  'message-ttl',
  'max-length',
  'max-length-bytes',
  'max-in-memory-length',
  'max-in-memory-bytes',
  'delivery-limit',
]);

/** The policies of a vhost: at most one applies to an object, the one of the highest priority that matches. */
export class PolicySet {
  readonly #policies = new Map<string, { readonly policy: Policy; readonly pattern: Pattern }>();

  /** Throws a SyntaxError when the pattern is no regular expression. */
  put(policy: Policy): void {
    this.#policies.set(policy.name, { policy, pattern: compilePattern(policy.pattern) });
  }

  get(name: string): Policy | undefined {
    return this.#policies.get(name)?.policy;
  }

  delete(name: string): boolean {
    return this.#policies.delete(name);
  }

  all(): Policy[] {
    return [...this.#policies.values()].map(({ policy }) => policy);
  }

  match(object: Queue | Exchange): Policy | null {
    let best: Policy | null = null;
    for (const { policy, pattern } of this.#policies.values()) {
      if (best !== null && policy.priority <= best.priority) continue;
      if (appliesTo(policy.applyTo, object) && pattern.test(object.name)) best = policy;
    }
    return best;
  }
}

function appliesTo(applyTo: ApplyTo, object: Queue | Exchange): boolean {
  switch (applyTo) {
    case 'all':
      return true;
    case 'exchanges':
      return object.kind === 'exchange';
    case 'queues':
      return object.kind === 'queue';
    case 'classic_queues':
      return object.kind === 'queue' && object.type === 'classic';
    case 'quorum_queues':
      return object.kind === 'queue' && object.type === 'quorum';
    case 'streams':
      return object.kind === 'queue' && object.type === 'stream';
  }
}

/** What a policy and an operator policy come to together: the operator's word wins, or the smaller number. */
export function mergeDefinitions(policy: Policy | null, operator: Policy | null): PolicyDefinition {
  if (operator === null) return policy?.definition ?? {};
  const merged: Record<string, PolicyValue> = { ...policy?.definition };
  for (const [key, value] of Object.entries(operator.definition)) {
    const other = merged[key];
    const bothNumbers = typeof value === 'number' && typeof other === 'number';
    merged[key] = bothNumbers && SMALLER_WINS.has(key) ? Math.min(value, other) : value;
  }
  return merged;
}
