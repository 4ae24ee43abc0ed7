import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { explanationOf } from './data-table-model';
import { glossary, type TermName } from './glossary';

const components = join(import.meta.dirname, '..');

const sources = readdirSync(components, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx'))
  .map((path) => ({ path, text: readFileSync(join(components, path), 'utf8') }));

/** Headers that every reader knows without the field. */
const plain = ['Name', 'User', 'Size', 'For', 'Due in', 'Password', 'Description', 'From client', 'To client'];

interface Header {
  readonly path: string;
  readonly header: string;
  readonly explained: string | undefined;
}

function headersIn({ path, text }: (typeof sources)[number]): Header[] {
  const found = text.matchAll(/header: '([^']+)',(?:\s+explained: '([^']+)',)?/g);
  return [...found].map(([, header = '', explained]) => ({ path, header, explained }));
}

/** Labels of forms that say what they are to every reader, or finish a sentence. */
const plainLabels = [
  ...['Name', 'Description', 'User', 'Password', 'How many', 'Messages', 'Messages a second', 'Parts', 'Of'],
  ...['From', 'To', 'End', 'May', 'do this', 'Queue or exchange', 'Applies to', 'Single-letter keys'],
  ...['Only if nothing is bound to it', 'Only if it has no consumers', 'Only if it is empty'],
  ...['Hide predeclared', 'With messages only', 'Show unused amq.* exchanges', 'Protected from deletion'],
];

interface Label {
  readonly path: string;
  readonly control: string;
  readonly label: string;
  /** By a help under it, or by the glossary. */
  readonly isExplained: boolean;
}

/** The labels of the controls of a form, as far as they stand in the source as they are read. */
function labelsIn({ path, text }: (typeof sources)[number]): Label[] {
  return [...text.matchAll(/<(Field|Fieldset|Checkbox|Switch)\s/g)].flatMap(({ 1: control = '', index }) => {
    const tag = openingTag(text.slice(index));
    const label = /\b(?:label|legend)="([^"]+)"/.exec(tag)?.[1];
    return label === undefined ? [] : [{ path, control, label, isExplained: /\b(help|explained)=/.test(tag) }];
  });
}

/** Up to the angle bracket that stands in no braces. */
function openingTag(text: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
    else if (text[at] === '>' && depth === 0) return text.slice(0, at);
  }
  return text;
}

describe('the glossary', () => {
  const headers = sources.flatMap(headersIn);

  test('sees the tables', () => {
    expect(headers.length).toBeGreaterThan(40);
  });

  test.each(headers)('explains the column $header of $path', ({ header, explained }) => {
    if (plain.includes(header)) return;
    const column = { header, ...(explained === undefined ? {} : { explained: explained as TermName }) };
    expect(explanationOf(column)).toMatch(/\.$/);
  });

  const labels = sources.flatMap(labelsIn);

  test('sees the forms', () => {
    expect(labels.length).toBeGreaterThan(60);
  });

  test.each(labels.filter(({ label }) => !plainLabels.includes(label)))(
    'explains the $control $label of $path',
    ({ isExplained }) => expect(isExplained).toBe(true),
  );

  test('explains the title of every page', () => {
    const titles = sources.flatMap(({ text }) => [...text.matchAll(/explained="([^"]+)"/g)].map(([, name]) => name));
    expect(titles.length).toBeGreaterThan(5);
    for (const name of titles) expect(Object.hasOwn(glossary, name as string), name).toBe(true);
  });

  test('has no entry that nobody shows', () => {
    const all = sources.map(({ text }) => text).join('\n');
    const isShown = (name: string) =>
      [`'${name}'`, `"${name}"`, `glossary.${name}`].some((use) => all.includes(use)) ||
      new RegExp(`header: '${name}'`, 'i').test(all);
    const unused = Object.keys(glossary).filter((name) => !isShown(name));
    expect(unused).toEqual([]);
  });

  test('says each thing in one or two plain sentences', () => {
    for (const [name, text] of Object.entries(glossary)) {
      expect(text, name).toMatch(/^[A-Z].*\.$/);
      expect(text.length, name).toBeLessThan(150);
    }
  });
});
