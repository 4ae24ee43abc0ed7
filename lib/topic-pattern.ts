/** Whether a topic binding key matches a routing key: `*` stands for one word, `#` for any number of words. */
export function topicMatches(pattern: string, routingKey: string): boolean {
  return wordsMatch(wordsOf(pattern), wordsOf(routingKey));
}

/** RabbitMQ: the empty key has no words at all. */
function wordsOf(key: string): string[] {
  return key === '' ? [] : key.split('.');
}

function wordsMatch(pattern: readonly string[], words: readonly string[]): boolean {
  // reachable[i]: the pattern so far can stand for the first i words.
  let reachable = words.map(() => false);
  reachable.unshift(true);
  for (const part of pattern) {
    const next = new Array<boolean>(words.length + 1).fill(false);
    for (let index = 0; index <= words.length; index += 1) {
      if (part === '#') next[index] = (reachable[index] ?? false) || (index > 0 && (next[index - 1] ?? false));
      else if (index > 0) next[index] = (reachable[index - 1] ?? false) && (part === '*' || part === words[index - 1]);
    }
    reachable = next;
  }
  return reachable[words.length] ?? false;
}
