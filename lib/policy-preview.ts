import type { ApplyTo, Policy } from './admin-api';
import type { Exchange, Queue } from './management-api';
import { compilePattern } from './permission-pattern';

export interface PolicyDraft {
  readonly name: string;
  readonly pattern: string;
  readonly applyTo: ApplyTo | 'streams';
  readonly priority: number;
}

export interface PreviewRow {
  readonly kind: 'queue' | 'exchange';
  readonly name: string;
  /** The policy that would apply in its place because it outranks this one; null when this one applies. */
  readonly outrankedBy: string | null;
  /** The policy whose place it takes. */
  readonly replaces: string | null;
}

export interface PreviewFacts {
  readonly queues: readonly Pick<Queue, 'name' | 'type'>[];
  readonly exchanges: readonly Pick<Exchange, 'name'>[];
  /** The other policies of the same kind in the vhost. */
  readonly policies: readonly Policy[];
}

/** What a policy would match as things are now. Of all that match, the one of the highest priority applies. */
export function previewPolicy(
  draft: PolicyDraft,
  { queues, exchanges, policies }: PreviewFacts,
): readonly PreviewRow[] {
  const rivals = policies.filter(({ name }) => name !== draft.name);
  const things = [
    ...queues.map(({ name, type }) => ({ kind: 'queue' as const, name, type })),
    ...exchanges.map(({ name }) => ({ kind: 'exchange' as const, name, type: '' })),
  ];
  return things
    .filter((thing) => matches(draft, thing))
    .map(({ kind, name, type }) => {
      const rival = rivals
        .filter((other) => matches({ ...other, applyTo: other['apply-to'] }, { kind, name, type }))
        .sort((a, b) => b.priority - a.priority)[0];
      const isOutranked = rival !== undefined && rival.priority >= draft.priority;
      return {
        kind,
        name,
        outrankedBy: isOutranked ? rival.name : null,
        replaces: isOutranked ? null : (rival?.name ?? null),
      };
    });
}

interface Thing {
  readonly kind: 'queue' | 'exchange';
  readonly name: string;
  readonly type: string;
}

function matches({ pattern, applyTo }: Pick<PolicyDraft, 'pattern' | 'applyTo'>, thing: Thing): boolean {
  return appliesTo(applyTo, thing) && (compilePattern(pattern)?.test(thing.name) ?? false);
}

function appliesTo(applyTo: PolicyDraft['applyTo'], { kind, type }: Thing): boolean {
  if (applyTo === 'all') return true;
  if (applyTo === 'exchanges' || applyTo === 'queues') return `${kind}s` === applyTo;
  const types = { classic_queues: 'classic', quorum_queues: 'quorum', streams: 'stream' } as const;
  return kind === 'queue' && type === types[applyTo];
}
