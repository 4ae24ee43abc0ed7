/** How far the words of a binding key and those of a routing key go along with each other. */
interface Place {
  readonly patternAt: number;
  readonly wordAt: number;
  /** The place before, and null at the start. */
  readonly from: Place | null;
}

/** Says which word of the routing key each word of the binding key stands for, or where they part. */
export function describeTopic(pattern: readonly string[], words: readonly string[]): string {
  let furthest: Place = { patternAt: 0, wordAt: 0, from: null };
  const seen = new Set<number>();
  const open: Place[] = [furthest];
  for (let place = open.pop(); place; place = open.pop()) {
    const key = place.patternAt * (words.length + 1) + place.wordAt;
    if (seen.has(key)) continue;
    seen.add(key);
    if (place.patternAt === pattern.length && place.wordAt === words.length) return describePath(place, pattern, words);
    if (place.patternAt + place.wordAt > furthest.patternAt + furthest.wordAt) furthest = place;
    open.push(...next(place, pattern, words));
  }
  return describeEnd(furthest, pattern, words);
}

function next(place: Place, pattern: readonly string[], words: readonly string[]): Place[] {
  const { patternAt, wordAt } = place;
  const wanted = pattern[patternAt];
  const word = words[wordAt];
  const places: Place[] = [];
  if (wanted === '#') places.push({ patternAt: patternAt + 1, wordAt, from: place });
  if (wanted === '#' && word !== undefined) places.push({ patternAt, wordAt: wordAt + 1, from: place });
  if (wanted !== '#' && word !== undefined && (wanted === '*' || wanted === word)) {
    places.push({ patternAt: patternAt + 1, wordAt: wordAt + 1, from: place });
  }
  return places;
}

function describePath(end: Place, pattern: readonly string[], words: readonly string[]): string {
  const taken = pattern.map((): string[] => []);
  for (let place = end; place.from !== null; place = place.from) {
    const { patternAt, wordAt } = place.from;
    if (place.wordAt > wordAt) taken[patternAt]?.unshift(words[wordAt] as string);
  }
  const wild = pattern.flatMap((wanted, i) => {
    if (wanted !== '*' && wanted !== '#') return [];
    const stands = taken[i] as string[];
    return [`${wanted} stands for ${stands.length === 0 ? 'no word' : `'${stands.join('.')}'`}`];
  });
  return wild.length === 0 ? 'the routing key is the binding key' : wild.join(', ');
}

function describeEnd({ patternAt, wordAt }: Place, pattern: readonly string[], words: readonly string[]): string {
  const wanted = pattern[patternAt];
  const word = words[wordAt];
  if (wanted === undefined) return `the binding key has no word for '${word}', word ${wordAt + 1} of the routing key`;
  if (word === undefined)
    return `the routing key has no word for '${wanted}', word ${patternAt + 1} of the binding key`;
  return `word ${wordAt + 1} of the routing key is '${word}', where the binding key has '${wanted}'`;
}
