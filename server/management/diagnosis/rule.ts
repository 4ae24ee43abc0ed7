import type { Severity } from '@/lib/diagnosis';
import { formatCount } from '@/lib/format';
import type { VHost } from '@/server/broker/vhost';
import type { Meters } from '@/server/management/meters';
import type { RateTable } from '@/server/management/rates';

/** A page of RabbitMQ's documentation. */
export type Guide = `https://www.rabbitmq.com/docs/${string}`;

/** One thing that experience says to look for. */
export interface Rule<Thing, In extends Scene = VHostScene> {
  /** As tools know it. */
  readonly id: string;
  readonly severity: Severity;
  /** What is so, of whatever it is found at. */
  readonly title: string;
  /** What it leads to, and what to do. */
  readonly remedy: string;
  /** Where the matter is explained. */
  readonly guide: Guide;
  /** What is found at a thing, with its numbers; null when all is well. */
  readonly find: (thing: Thing, scene: In) => string | null;
}

/** What a rule may look at beside the thing itself. */
export interface Scene {
  readonly meters: Meters;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** For what is in a vhost. */
export interface VHostScene extends Scene {
  readonly vhost: VHost;
  /** Exchanges that some queue of the vhost sends its dead letters to, and queues that get them by name. */
  readonly deadLetters: DeadLetterTargets;
}

export interface DeadLetterTargets {
  readonly exchanges: ReadonlySet<string>;
  readonly queues: ReadonlySet<string>;
}

const MINUTE = { ageSeconds: 60, incrSeconds: 5 } as const;

/** How fast a number grew over the last minute, a second; 0 without looking back when it stands still. */
export function minuteRate<Thing extends object>(table: RateTable<Thing>, thing: Thing, name: string): number {
  const samples = samplesOfMinute(table, thing, name);
  return samples.length < 2 ? 0 : change(samples) / ((samples.length - 1) * MINUTE.incrSeconds);
}

/** How much a number grew over the last minute; null while less than half of it is remembered. */
export function minuteChange<Thing extends object>(table: RateTable<Thing>, thing: Thing, name: string) {
  const samples = samplesOfMinute(table, thing, name);
  return (samples.length - 1) * MINUTE.incrSeconds < 30 ? null : change(samples);
}

function samplesOfMinute<Thing extends object>(table: RateTable<Thing>, thing: Thing, name: string): number[] {
  return table.idleSince(thing) === null ? table.samples(thing, name, MINUTE) : [];
}

/** Samples are newest first. */
function change(samples: readonly number[]): number {
  return (samples[0] ?? 0) - (samples.at(-1) ?? 0);
}

/** `12`, `0.5`: a number a second. */
export function perSecond(rate: number): string {
  return rate >= 10 ? formatCount(rate) : String(Math.round(rate * 10) / 10);
}
