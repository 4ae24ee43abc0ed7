import { type Node, PatternError } from './pattern-syntax';

/**
 * A regular expression that cannot be made to run for ages. JavaScript's own backtracks: a pattern like `(a+)+$` would
 * stop the broker. Here all ways to match are followed at once (Thompson's construction), in time proportional to the
 * length of the name times the length of the pattern; with looking ahead, times the length of the name once more.
 */
type Instruction =
  | { readonly op: 'character'; readonly matches: (character: string) => boolean }
  | { readonly op: 'split'; first: number; second: number }
  | { readonly op: 'jump'; to: number }
  | { readonly op: 'boundary'; readonly isNegated: boolean }
  | { readonly op: 'look'; readonly machine: PatternMachine; readonly isNegated: boolean }
  | { readonly op: 'start' | 'end' | 'match' };

const MAX_INSTRUCTIONS = 2000;
/** Fewer where a name may be read once for each of its characters. */
const MAX_INSTRUCTIONS_AHEAD = 250;
const MAX_PLACE = 2 ** 30;

export class PatternMachine {
  /** Instructions executed so far. */
  steps = 0;
  readonly #program: Instruction[] = [];
  readonly #limit: number;
  /** The place at which each instruction was last reached, so that none is followed twice there. */
  readonly #reachedAt: Int32Array;
  #place = 0;

  /** Throws a PatternError when the pattern is too large. */
  constructor(node: Node, limit = MAX_INSTRUCTIONS) {
    this.#limit = limit;
    this.#compile(node);
    this.#program.push({ op: 'match' });
    this.#reachedAt = new Int32Array(this.#program.length);
  }

  /** Whether the pattern occurs in the name. */
  test(name: string): boolean {
    return this.#run([...name], 0, true);
  }

  /** A match begins at `from`, or anywhere after it as well. */
  #run(characters: readonly string[], from: number, anywhere: boolean): boolean {
    let alive: number[] = from === 0 || !anywhere ? [0] : [];
    for (let at = from; at <= characters.length; at++) {
      this.#nextPlace();
      const here: number[] = [];
      for (const pc of alive) if (this.#follow(pc, characters, at, here)) return true;
      if (anywhere && this.#follow(0, characters, at, here)) return true;
      const character = characters[at];
      if (character === undefined) return false;
      alive = [];
      for (const pc of here) {
        const instruction = this.#program[pc] as Instruction;
        if (instruction.op === 'character' && instruction.matches(character)) alive.push(pc + 1);
      }
      if (alive.length === 0 && !anywhere) return false;
    }
    return false;
  }

  #nextPlace(): void {
    if (this.#place >= MAX_PLACE) {
      this.#place = 0;
      this.#reachedAt.fill(0);
    }
    this.#place += 1;
  }

  /** Collects the characters that may come next; true when the pattern has matched. */
  #follow(start: number, characters: readonly string[], at: number, into: number[]): boolean {
    const work = [start];
    for (let pc = work.pop(); pc !== undefined; pc = work.pop()) {
      if (this.#reachedAt[pc] === this.#place) continue;
      this.#reachedAt[pc] = this.#place;
      this.steps += 1;
      const instruction = this.#program[pc] as Instruction;
      if (instruction.op === 'match') return true;
      if (instruction.op === 'character') into.push(pc);
      else if (instruction.op === 'jump') work.push(instruction.to);
      else if (instruction.op === 'split') work.push(instruction.second, instruction.first);
      else if (this.#holds(instruction, characters, at)) work.push(pc + 1);
    }
    return false;
  }

  /** Whether something is so at a place, without reading on. */
  #holds(instruction: Instruction, characters: readonly string[], at: number): boolean {
    switch (instruction.op) {
      case 'start':
        return at === 0;
      case 'end':
        return at === characters.length;
      case 'boundary':
        return (isWord(characters[at - 1]) !== isWord(characters[at])) !== instruction.isNegated;
      case 'look': {
        const { machine, isNegated } = instruction;
        const before = machine.steps;
        const isAhead = machine.#run(characters, at, false);
        this.steps += machine.steps - before;
        return isAhead !== isNegated;
      }
      default:
        return false;
    }
  }

  #compile(node: Node): void {
    if (this.#program.length > this.#limit) throw new PatternError('the pattern is too large');
    switch (node.kind) {
      case 'character':
        this.#program.push({ op: 'character', matches: node.matches });
        return;
      case 'start':
      case 'end':
        this.#program.push({ op: node.kind });
        return;
      case 'boundary':
        this.#program.push({ op: 'boundary', isNegated: node.isNegated });
        return;
      case 'look':
        this.#compileLook(node);
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

  /** One may not look ahead while looking ahead: the time would grow with a power of the length of the name. */
  #compileLook({ node, isNegated }: Extract<Node, { kind: 'look' }>): void {
    if (this.#limit === MAX_INSTRUCTIONS_AHEAD) throw new PatternError('unsupported group within another');
    this.#program.push({ op: 'look', machine: new PatternMachine(node, MAX_INSTRUCTIONS_AHEAD), isNegated });
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

function isWord(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}
