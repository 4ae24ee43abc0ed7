import { erlangPairs, erlangTerm } from './erlang-term';
import { BrokerError } from './errors';
import { compilePattern } from './pattern';
import { APPLY_TO, type ApplyTo, type Policy, type PolicyDefinition } from './policy';
import { POLICY_KEYS } from './policy-keys';

export type PolicyKind = 'policy' | 'operator_policy';

type Json = Readonly<Record<string, unknown>>;

const PARTS = ['priority', 'pattern', 'apply-to', 'definition'];

/** A policy that came from outside. Throws precondition-failed with RabbitMQ's text, which names all that is wrong. */
export function readPolicy(kind: PolicyKind, name: string, json: Json): Policy {
  const problems = [
    ...PARTS.filter((part) => part !== 'apply-to' && json[part] === undefined).map(
      (part) => `Key "${part}" not found in ${name}`,
    ),
    ...priorityProblems(json['priority']),
    ...patternProblems(json['pattern']),
    ...applyToProblems(json['apply-to']),
    ...definitionProblems(kind, json['definition']),
  ];
  const unknown = Object.entries(json).filter(([part]) => !PARTS.includes(part));
  if (unknown.length > 0) problems.push(`Unrecognised terms ${erlangPairs(unknown)} in ${name}`);
  if (problems.length > 0) throw validationFailed(problems);
  return {
    name,
    pattern: json['pattern'] as string,
    applyTo: (json['apply-to'] ?? 'all') as ApplyTo,
    priority: json['priority'] as number,
    definition: json['definition'] as PolicyDefinition,
  };
}

/** RabbitMQ's frame around what its validators found. */
export function validationFailed(problems: readonly string[]): BrokerError {
  return new BrokerError('precondition-failed', `Validation failed\n\n${problems.join('\n')}\n`);
}

function priorityProblems(priority: unknown): string[] {
  if (priority === undefined || typeof priority === 'number') return [];
  return [`priority should be a number, actually was ${erlangTerm(priority)}`];
}

function patternProblems(pattern: unknown): string[] {
  if (pattern === undefined) return [];
  if (typeof pattern !== 'string') return [`pattern should be a binary but was ${erlangTerm(pattern)}`];
  try {
    compilePattern(pattern);
    return [];
  } catch (failure) {
    return [`pattern should be regular expression but is invalid: ${(failure as SyntaxError).message}`];
  }
}

function applyToProblems(applyTo: unknown): string[] {
  if (applyTo === undefined || APPLY_TO.includes(applyTo as ApplyTo)) return [];
  const given = typeof applyTo === 'string' ? applyTo : erlangTerm(applyTo);
  return [
    `apply-to '${given}' unrecognised; should be one of: 'queues', 'classic_queues', 'quorum_queues', 'streams', ` +
      "'exchanges', or 'all'",
  ];
}

/** The first wrong value, or all keys that are unknown: RabbitMQ stops there as well. */
function definitionProblems(kind: PolicyKind, definition: unknown): string[] {
  if (definition === undefined) return [];
  if (typeof definition !== 'object' || definition === null || Array.isArray(definition)) {
    return [`definition must be a dictionary: ${erlangTerm(definition)}`];
  }
  const pairs = Object.entries(definition);
  if (pairs.length === 0) return ['no policy provided'];
  const unknown: (readonly [name: string, value: unknown])[] = [];
  for (const [name, value] of pairs) {
    const rule = POLICY_KEYS.get(name);
    if (!rule || (kind === 'operator_policy' && !rule.inOperatorPolicies)) unknown.push([name, value]);
    else if (!rule.accepts(value)) return [`${erlangTerm(value)} is not a valid ${rule.kind}`];
  }
  if (unknown.length > 0) return [`${erlangPairs(unknown)} are not recognised policy settings`];
  return federationProblems(definition as Json);
}

function federationProblems(definition: Json): string[] {
  const given = ['federation-upstream', 'federation-upstream-set', 'federation-upstream-pattern'];
  const used = given.filter((name) => definition[name] !== undefined);
  return used.length < 2 ? [] : [`cannot specify both ${used[0]} and ${used[1]}`];
}
