import { PatternMachine } from '@/server/broker/pattern-machine';
import { PatternError, parsePattern } from '@/server/broker/pattern-syntax';

export { PatternError };

const MAX_PATTERN_CHARACTERS = 200;
/** Instructions that one filter may execute over all names: a quarter of a second. */
const MAX_STEPS = 5_000_000;

/** A regular expression that filters a list by name; a budget bounds the time for all names together. */
export class NamePattern {
  readonly #machine: PatternMachine;

  /** Letters match without regard to case, as in RabbitMQ. Throws a PatternError. */
  constructor(pattern: string) {
    if (pattern.length > MAX_PATTERN_CHARACTERS) throw new PatternError('the pattern is too long');
    this.#machine = new PatternMachine(parsePattern(pattern, { ignoreCase: true }).node);
  }

  /** Whether the pattern occurs in the name. Throws a PatternError when the budget is used up. */
  test(name: string): boolean {
    if (this.#machine.steps > MAX_STEPS) throw new PatternError('the pattern takes too long');
    return this.#machine.test(name);
  }
}
