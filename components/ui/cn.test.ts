import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { twMerge } from 'tailwind-merge';
import { expect, test } from 'vitest';
import { cn } from './cn';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Everything in the sources that may be a class, without its modifiers. */
function words(): string[] {
  const found = new Set<string>();
  for (const folder of ['components', 'app']) {
    for (const file of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (!/\.tsx?$/.test(file) || /test\.tsx?$|class-groups/.test(file)) continue;
      const text = readFileSync(join(ROOT, folder, file), 'utf8');
      for (const [, quoted = ''] of text.matchAll(/['"`]([^'"`\n]*)['"`]/g)) {
        for (const word of quoted.split(/\s+/)) if (/^-?[a-z][\w./[\]()%#,&*=-]*$/.test(word)) found.add(word);
      }
    }
  }
  return [...found].filter((word) => !NO_CLASSES.includes(word));
}

/** Places of popups and names of attributes, which look like classes. */
const NO_CLASSES = ['top-right', 'bottom-right', 'stroke-width'];

/** Words that could override each other begin alike, or belong to one of these families. */
const FAMILIES = [
  ['size', 'w', 'h'],
  ['text', 'leading'],
  ['block', 'inline', 'flex', 'grid', 'hidden', 'contents', 'table', 'inline-flex'],
  ['static', 'fixed', 'absolute', 'relative', 'sticky'],
  ['p', 'px', 'py', 'pt', 'pr', 'pb', 'pl'],
  ['m', 'mx', 'my', 'mt', 'mr', 'mb', 'ml'],
  ['inset', 'top', 'right', 'bottom', 'left'],
];

function familyOf(word: string): string {
  const first = word.replace(/^-/, '').split('-')[0] ?? '';
  const family = FAMILIES.find((names) => names.includes(first));
  return family === undefined ? first : family.join(' ');
}

test('of two classes in the sources the one stays that tailwind-merge would leave', () => {
  const byFamily = new Map<string, string[]>();
  for (const word of words()) byFamily.set(familyOf(word), [...(byFamily.get(familyOf(word)) ?? []), word]);
  const differences: string[] = [];
  let pairs = 0;
  for (const family of byFamily.values()) {
    for (const a of family) {
      for (const b of family) {
        if (a === b) continue;
        pairs += 1;
        const [ours, theirs] = [cn(a, b), twMerge(a, b)];
        if (ours !== theirs) differences.push(`${a} ${b}: ${ours}, not ${theirs}`);
      }
    }
  }
  expect(pairs).toBeGreaterThan(10_000);
  expect(differences).toEqual([]);
});

test('modifiers are compared with modifiers', () => {
  expect(cn('hover:bg-muted bg-card', 'hover:bg-accent')).toBe('bg-card hover:bg-accent');
  expect(cn('data-disabled:pointer-events-none', 'data-disabled:pointer-events-auto')).toBe(
    'data-disabled:pointer-events-auto',
  );
});
