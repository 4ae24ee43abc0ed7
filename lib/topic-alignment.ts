/** One part of a binding pattern, and the words of the routing key that it stands for. */
export interface AlignedPart {
  readonly part: string;
  readonly words: readonly string[];
  /** False for a part that no way of reading the key satisfies, and for what comes after it. */
  readonly isMet: boolean;
}

/**
 * Lays a topic pattern over a routing key, word by word. Of several ways to match, `#` takes as few words as it can; of
 * a key that does not match, as many parts as possible are met from the left.
 */
export function alignTopic(pattern: string, routingKey: string): { parts: AlignedPart[]; rest: string[] } {
  const parts = pattern === '' ? [] : pattern.split('.');
  const words = routingKey === '' ? [] : routingKey.split('.');
  const whole = search(parts, words, parts.length, true);
  if (whole !== null) return { parts: whole, rest: [] };
  for (let met = parts.length; met > 0; met -= 1) {
    const found = search(parts, words, met, false);
    if (found === null) continue;
    const used = found.reduce((sum, { words: taken }) => sum + taken.length, 0);
    const unmet = parts.slice(met).map((part, index) => ({
      part,
      words: words.slice(used + index, used + index + 1),
      isMet: false,
    }));
    return { parts: [...found, ...unmet], rest: words.slice(used + unmet.length) };
  }
  const unmet = parts.map((part, index) => ({ part, words: words.slice(index, index + 1), isMet: false }));
  return { parts: unmet, rest: words.slice(parts.length) };
}

/** The first so many parts, laid over the beginning of the words or over all of them. */
function search(
  parts: readonly string[],
  words: readonly string[],
  count: number,
  isWhole: boolean,
): AlignedPart[] | null {
  const dead = new Set<string>();
  const walk = (at: number, from: number): AlignedPart[] | null => {
    if (at === count) return !isWhole || from === words.length ? [] : null;
    const state = `${at} ${from}`;
    if (dead.has(state)) return null;
    const part = parts[at] ?? '';
    const [fewest, most] = part === '#' ? [0, words.length - from] : [1, 1];
    for (let taken = fewest; taken <= most; taken += 1) {
      const isMet = part === '#' || part === '*' ? from + taken <= words.length : words[from] === part;
      const rest = isMet ? walk(at + 1, from + taken) : null;
      if (rest !== null) return [{ part, words: words.slice(from, from + taken), isMet: true }, ...rest];
    }
    dead.add(state);
    return null;
  };
  return walk(0, 0);
}
