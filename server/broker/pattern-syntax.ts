/** A regular expression as a tree. */
export type Node =
  | { readonly kind: 'character'; readonly matches: (character: string) => boolean }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'boundary'; readonly isNegated: boolean }
  | { readonly kind: 'sequence' | 'choice'; readonly nodes: readonly Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number }
  | { readonly kind: 'look'; readonly node: Node; readonly isNegated: boolean };

export interface Parsed {
  readonly node: Node;
  /** Whether JavaScript reads the expression otherwise than RabbitMQ does. */
  readonly isForeign: boolean;
}

const MAX_REPEATS = 255;
const MAX_DEPTH = 100;

/** Thrown for what is no regular expression, and for what needs backtracking: back-references, look-behind. */
export class PatternError extends SyntaxError {}

/** Reads what RabbitMQ's regular expressions (PCRE) have in common with those that can be matched in linear time. */
export function parsePattern(pattern: string, { ignoreCase = false } = {}): Parsed {
  const folded = /^\(\?i\)/.exec(pattern);
  const parser = new Parser(pattern.slice(folded?.[0].length ?? 0), ignoreCase || folded !== null);
  const node = parser.choice();
  if (!parser.isAtEnd) throw new PatternError('unmatched )');
  return { node, isForeign: parser.isForeign || folded !== null };
}

type Matches = (character: string) => boolean;

const CLASSES: Readonly<Record<string, RegExp>> = { d: /\d/, D: /\D/, w: /\w/, W: /\W/, s: /\s/, S: /\S/ };
const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' };
const NAMED_CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[a-z0-9]/i,
  alpha: /[a-z]/i,
  digit: /\d/,
  lower: /[a-z]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  word: /\w/,
  xdigit: /[0-9a-f]/i,
};

class Parser {
  readonly #characters: readonly string[];
  readonly #ignoreCase: boolean;
  #at = 0;
  #depth = 0;
  isForeign = false;

  constructor(pattern: string, ignoreCase: boolean) {
    this.#characters = [...pattern];
    this.#ignoreCase = ignoreCase;
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
    if (!['character', 'sequence', 'choice'].includes(node.kind)) throw new PatternError('nothing to repeat');
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
        return this.#anchor() ?? { kind: 'character', matches: this.#escape() };
      default:
        return { kind: 'character', matches: this.#literal(character) };
    }
  }

  #anchor(): Node | null {
    if (this.#skip('b')) return { kind: 'boundary', isNegated: false };
    if (this.#skip('B')) return { kind: 'boundary', isNegated: true };
    if (!['A', 'z', 'Z'].includes(this.#peek())) return null;
    this.isForeign = true;
    return { kind: this.#next() === 'A' ? 'start' : 'end' };
  }

  #group(): Node {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new PatternError('too many groups within each other');
    const look = this.#opening();
    const node = this.choice();
    if (this.isAtEnd || !this.#skip(')')) throw new PatternError('missing )');
    this.#depth -= 1;
    return look === null ? node : { kind: 'look', node, isNegated: look === '!' };
  }

  /** What follows the parenthesis: nothing, the mark of a plain or a named group, or that of looking ahead. */
  #opening(): '=' | '!' | null {
    if (!this.#skip('?')) return null;
    if (this.#skip(':')) return null;
    if (this.#skip('=')) return '=';
    if (this.#skip('!')) return '!';
    const name = /^P?<[A-Za-z_]\w*>/.exec(this.#characters.slice(this.#at, this.#at + 40).join(''));
    if (!name) throw new PatternError('unsupported group');
    this.#at += name[0].length;
    this.isForeign = true;
    return null;
  }

  #escape(): Matches {
    const character = this.#next();
    const set = CLASSES[character];
    if (set) return (given) => set.test(given);
    const control = CONTROLS[character];
    if (control !== undefined) return this.#literal(control);
    if (/[a-z0-9]/i.test(character)) throw new PatternError('unsupported escape');
    return this.#literal(character);
  }

  #bracket(): Node {
    const isNegated = this.#skip('^');
    const sets: Matches[] = [];
    do {
      sets.push(this.#bracketItem());
    } while (this.#peek() !== ']');
    this.#next();
    return { kind: 'character', matches: (given) => sets.some((set) => set(given)) !== isNegated };
  }

  #bracketItem(): Matches {
    const named = /^\[:(\w+):\]/.exec(this.#characters.slice(this.#at, this.#at + 12).join(''));
    if (named) return this.#namedClass(named[0].length, named[1] as string);
    const first = this.#next();
    if (first === '\\') return this.#escape();
    if (this.#peek() !== '-' || this.#characters[this.#at + 1] === ']') return this.#literal(first);
    this.#next();
    const last = this.#next();
    if (last === '\\' || last < first) throw new PatternError('bad range');
    const holds: Matches = (given) => given >= first && given <= last;
    return this.#ignoreCase ? (given) => holds(given.toLowerCase()) || holds(given.toUpperCase()) : holds;
  }

  #namedClass(length: number, name: string): Matches {
    const set = NAMED_CLASSES[name];
    if (!set) throw new PatternError(`unknown class [:${name}:]`);
    this.#at += length;
    this.isForeign = true;
    return (given) => set.test(given);
  }

  #literal(character: string): Matches {
    if (!this.#ignoreCase) return (given) => given === character;
    const lower = character.toLowerCase();
    return (given) => given.toLowerCase() === lower;
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
