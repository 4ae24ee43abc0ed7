import { type Node, PatternError, parsePattern } from './name-pattern-syntax';

/**
 * A regular expression that cannot be made to run for ages. JavaScript's own backtracks: a pattern like `(a+)+$` would
 * stop the broker. Here all ways to match are followed at once (Thompson's construction), in time proportional to the
 * length of the name times the length of the pattern, and a budget bounds the sum over all names.
 */
type Instruction =
  | { readonly op: 'character'; readonly matches: (character: string) => boolean }
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'start' | 'end' | 'match' };

const MAX_PATTERN_CHARACTERS = 200;
const MAX_INSTRUCTIONS = 2000;
/** Instructions that one filter may execute over all names: a quarter of a second. */
const MAX_STEPS = 5_000_000;

export { PatternError };

export class NamePattern {
  readonly #program: Instruction[] = [];
  /** The step at which each instruction was last reached, so that none is followed twice at one place. */
  readonly #reachedAt: Int32Array;
  #place = 0;
  #steps = 0;

  /** Throws a PatternError. */
  constructor(pattern: string) {
    if (pattern.length > MAX_PATTERN_CHARACTERS) throw new PatternError('the pattern is too long');
    this.#compile(parsePattern(pattern));
    this.#program.push({ op: 'match' });
    this.#reachedAt = new Int32Array(this.#program.length);
  }

  /** Whether the pattern occurs in the name. Throws a PatternError when the budget is used up. */
  test(name: string): boolean {
    const characters = [...name];
    let alive: number[] = [];
    for (let at = 0; at <= characters.length; at++) {
      this.#place += 1;
      const here: number[] = [];
      const edge = { isStart: at === 0, isEnd: at === characters.length };
      for (const pc of alive) if (this.#follow(pc, edge, here)) return true;
      // A match may begin anywhere.
      if (this.#follow(0, edge, here)) return true;
      const character = characters[at];
      if (character === undefined) return false;
      alive = [];
      for (const pc of here) {
        const instruction = this.#program[pc] as Instruction;
        if (instruction.op === 'character' && instruction.matches(character)) alive.push(pc + 1);
      }
    }
    return false;
  }

  /** Collects the characters that may come next; true when the pattern has matched. */
  #follow(start: number, edge: { readonly isStart: boolean; readonly isEnd: boolean }, into: number[]): boolean {
    const work = [start];
    for (let pc = work.pop(); pc !== undefined; pc = work.pop()) {
      if (this.#reachedAt[pc] === this.#place) continue;
      this.#reachedAt[pc] = this.#place;
      this.#steps += 1;
      if (this.#steps > MAX_STEPS) throw new PatternError('the pattern takes too long');
      const instruction = this.#program[pc] as Instruction;
      if (instruction.op === 'match') return true;
      if (instruction.op === 'character') into.push(pc);
      else if (instruction.op === 'jump') work.push(instruction.to);
      else if (instruction.op === 'split') work.push(instruction.second, instruction.first);
      else if (instruction.op === 'start' ? edge.isStart : edge.isEnd) work.push(pc + 1);
    }
    return false;
  }

  #compile(node: Node): void {
    if (this.#program.length > MAX_INSTRUCTIONS) throw new PatternError('the pattern is too large');
    switch (node.kind) {
      case 'character':
        this.#program.push({ op: 'character', matches: node.matches });
        return;
      case 'start':
      case 'end':
        this.#program.push({ op: node.kind });
        return;
      case 'sequence':
        for (const part of node.nodes) this.#compile(part);
        return;
      case 'choice':
        this.#compileChoice(node.nodes);
        return;
      case 'repeat':
        for (let i = 0; i < node.min; i++) this.#compile(node.node);
        if (node.max === Number.POSITIVE_INFINITY) this.#compileLoop(node.node);
        else for (let i = node.min; i < node.max; i++) this.#compileOptional(node.node);
    }
  }

  #compileChoice(nodes: readonly Node[]): void {
    const jumps: { op: 'jump'; to: number }[] = [];
    for (const [i, node] of nodes.entries()) {
      if (i === nodes.length - 1) {
        this.#compile(node);
        break;
      }
      const split = this.#split();
      this.#compile(node);
      const jump = { op: 'jump' as const, to: 0 };
      jumps.push(jump);
      this.#program.push(jump);
      split.second = this.#program.length;
    }
    for (const jump of jumps) jump.to = this.#program.length;
  }

  #compileLoop(node: Node): void {
    const start = this.#program.length;
    const split = this.#split();
    this.#compile(node);
    this.#program.push({ op: 'jump', to: start });
    split.second = this.#program.length;
  }

  #compileOptional(node: Node): void {
    const split = this.#split();
    this.#compile(node);
    split.second = this.#program.length;
  }

  #split(): { op: 'split'; first: number; second: number } {
    const split = { op: 'split' as const, first: this.#program.length + 1, second: 0 };
    this.#program.push(split);
    return split;
  }
}
