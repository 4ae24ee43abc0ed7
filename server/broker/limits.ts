import { erlangPairs, erlangTerm } from './erlang-term';

/** Limits of a vhost and of a user; a negative number means none, and so does an absent one (RabbitMQ). */
export const VHOST_LIMITS = ['max-connections', 'max-queues'] as const;
export const USER_LIMITS = ['max-connections', 'max-channels'] as const;

export type VHostLimit = (typeof VHOST_LIMITS)[number];
export type UserLimit = (typeof USER_LIMITS)[number];

/** What is wrong with limits that came from outside, one line for each (RabbitMQ's texts). */
export function limitProblems(
  known: readonly string[],
  given: Readonly<Record<string, unknown>>,
  what: 'limits' | 'user-limits',
): readonly string[] {
  const problems = Object.entries(given)
    .filter(([name, value]) => known.includes(name) && !Number.isSafeInteger(value))
    .map(([name, value]) => `${name} should be a number, actually was ${erlangTerm(value)}`);
  const unknown = Object.entries(given).filter(([name]) => !known.includes(name));
  if (unknown.length > 0) problems.push(`Unrecognised terms ${erlangPairs(unknown)} in ${what}`);
  return problems;
}

/** The limit in force, or null when there is none. */
export function limitOf<Name>(limits: ReadonlyMap<Name, number>, name: Name): number | null {
  const value = limits.get(name);
  return value === undefined || value < 0 ? null : value;
}
