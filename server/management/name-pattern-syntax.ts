/** The regular expressions that name filters may use, as a tree. */
export type Node =
  | { readonly kind: 'character'; readonly matches: (character: string) => boolean }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'sequence' | 'choice'; readonly nodes: readonly Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number };

const MAX_REPEATS = 255;

/** Thrown for what is no regular expression, and for look-around and back-references, which no name filter needs. */
export class PatternError extends Error {}

/** Letters match without regard to case, as in RabbitMQ. */
export function parsePattern(pattern: string): Node {
  const parser = new Parser(pattern);
  const node = parser.choice();
  if (!parser.isAtEnd) throw new PatternError('unmatched )');
  return node;
}

const CLASSES: Readonly<Record<string, RegExp>> = { d: /\d/, D: /\D/, w: /\w/, W: /\W/, s: /\s/, S: /\S/ };
const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' };

class Parser {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(pattern: string) {
    this.#characters = [...pattern];
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#characters.length;
  }

  choice(): Node {
    const nodes = [this.#sequence()];
    while (this.#skip('|')) nodes.push(this.#sequence());
    return nodes.length === 1 ? (nodes[0] as Node) : { kind: 'choice', nodes };
  }

  #sequence(): Node {
    const nodes: Node[] = [];
    while (!this.isAtEnd && this.#peek() !== '|' && this.#peek() !== ')') nodes.push(this.#repeated(this.#atom()));
    return { kind: 'sequence', nodes };
  }

  #repeated(node: Node): Node {
    const [min, max] = this.#quantifier();
    if (min === 1 && max === 1) return node;
    if (node.kind === 'start' || node.kind === 'end') throw new PatternError('nothing to repeat');
    // Lazy or greedy makes no difference to whether a name matches.
    this.#skip('?');
    return { kind: 'repeat', node, min, max };
  }

  #quantifier(): readonly [min: number, max: number] {
    if (this.#skip('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#skip('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#skip('?')) return [0, 1];
    const counted = /^\{(\d+)(,(\d*))?\}/.exec(this.#characters.slice(this.#at, this.#at + 12).join(''));
    if (!counted) return [1, 1];
    this.#at += counted[0].length;
    const min = Number(counted[1]);
    const max = counted[2] === undefined ? min : counted[3] === '' ? Number.POSITIVE_INFINITY : Number(counted[3]);
    if (min > max || min > MAX_REPEATS || (max > MAX_REPEATS && max !== Number.POSITIVE_INFINITY)) {
      throw new PatternError('bad repetition');
    }
    return [min, max];
  }

  #atom(): Node {
    const character = this.#next();
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return this.#bracket();
      case '.':
        return { kind: 'character', matches: (given) => given !== '\n' };
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '*':
      case '+':
      case '?':
        throw new PatternError('nothing to repeat');
      case '\\':
        return { kind: 'character', matches: this.#escape() };
      default:
        return { kind: 'character', matches: literal(character) };
    }
  }

  #group(): Node {
    if (this.#skip('?') && !this.#skip(':')) throw new PatternError('unsupported group');
    const node = this.choice();
    if (!this.#skip(')')) throw new PatternError('missing )');
    return node;
  }

  #escape(): (character: string) => boolean {
    const character = this.#next();
    const set = CLASSES[character];
    if (set) return (given) => set.test(given);
    const control = CONTROLS[character];
    if (control !== undefined) return literal(control);
    if (/[a-z0-9]/i.test(character)) throw new PatternError('unsupported escape');
    return literal(character);
  }

  #bracket(): Node {
    const negated = this.#skip('^');
    const sets: ((character: string) => boolean)[] = [];
    do {
      sets.push(this.#bracketItem());
    } while (this.#peek() !== ']');
    this.#next();
    const matches = (given: string): boolean => sets.some((set) => set(given)) !== negated;
    return { kind: 'character', matches };
  }

  #bracketItem(): (character: string) => boolean {
    const first = this.#next();
    if (first === '\\') return this.#escape();
    if (this.#peek() !== '-' || this.#characters[this.#at + 1] === ']') return literal(first);
    this.#next();
    const last = this.#next();
    if (last === '\\' || last < first) throw new PatternError('bad range');
    const holds = (given: string): boolean => given >= first && given <= last;
    return (given) => holds(given.toLowerCase()) || holds(given.toUpperCase());
  }

  #peek(): string {
    const character = this.#characters[this.#at];
    if (character === undefined) throw new PatternError('the pattern ends too early');
    return character;
  }

  #next(): string {
    const character = this.#peek();
    this.#at += 1;
    return character;
  }

  #skip(character: string): boolean {
    if (this.#characters[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }
}

function literal(character: string): (given: string) => boolean {
  const lower = character.toLowerCase();
  return (given) => given.toLowerCase() === lower;
}
