import { limitProblems } from '@/server/broker/limits';
import type { Body } from '@/server/management/body';
import { badRequest } from '@/server/management/http-error';

/** Limits as definitions have them. RabbitMQ writes no limits at all as an empty list. */
export function readLimits<Name extends string>(
  given: unknown,
  known: readonly Name[],
  what: 'limits' | 'user-limits',
): ReadonlyMap<Name, number> {
  if (Array.isArray(given) && given.length === 0) return new Map();
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw badRequest(`not_object: ${what}`);
  const problems = limitProblems(known, given as Body, what);
  if (problems.length > 0) throw badRequest(problems.join('\n'));
  return new Map(Object.entries(given) as [Name, number][]);
}

export function sameLimits<Name>(one: ReadonlyMap<Name, number>, other: ReadonlyMap<Name, number>): boolean {
  return one.size === other.size && [...one].every(([name, value]) => other.get(name) === value);
}

export function replaceLimits<Name>(limits: Map<Name, number>, wanted: ReadonlyMap<Name, number>): void {
  limits.clear();
  for (const [name, value] of wanted) limits.set(name, value);
}
