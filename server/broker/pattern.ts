import { PatternMachine } from './pattern-machine';
import { type Node, PatternError, parsePattern } from './pattern-syntax';

export interface Pattern {
  /** Whether the pattern occurs in the name. */
  test(name: string): boolean;
}

const MAX_CHARACTERS = 10_000;
/** Ways to match that a backtracking engine may have to go through at one place of a name. */
const MAX_WAYS = 10_000;
/** Names are AMQP short strings. */
const NAME_CHARACTERS = 256;

/**
 * The regular expression of a permission or a policy: matched by JavaScript's own engine when that cannot take long, and
 * otherwise by one that is slower and never stops the broker. Throws a PatternError.
 */
export function compilePattern(source: string): Pattern {
  if (source.length > MAX_CHARACTERS) throw new PatternError('the pattern is too long');
  const { node, isForeign } = parsePattern(source);
  return isForeign || waysOf(node) > MAX_WAYS ? new PatternMachine(node) : new RegExp(source);
}

/** An upper bound of the ways in which a backtracking engine may try to match. */
function waysOf(node: Node): number {
  switch (node.kind) {
    case 'sequence':
      return node.nodes.reduce((product, part) => product * waysOf(part), 1);
    case 'choice':
      return node.nodes.reduce((sum, part) => sum + waysOf(part), 0);
    case 'repeat': {
      const times = Math.min(node.max, NAME_CHARACTERS);
      return node.node.kind === 'character' ? times - node.min + 1 : (waysOf(node.node) + 1) ** times;
    }
    case 'look':
      return NAME_CHARACTERS * waysOf(node.node);
    default:
      return 1;
  }
}
