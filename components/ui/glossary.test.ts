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

  test('explains the title of every page', () => {
    const titles = sources.flatMap(({ text }) => [...text.matchAll(/explained="([^"]+)"/g)].map(([, name]) => name));
    expect(titles.length).toBeGreaterThan(5);
    for (const name of titles) expect(Object.hasOwn(glossary, name as string), name).toBe(true);
  });

  test('has no entry that nobody shows', () => {
    const all = sources.map(({ text }) => text).join('\n');
    const unused = Object.keys(glossary).filter(
      (name) =>
        !all.includes(`'${name}'`) && !all.includes(`"${name}"`) && !new RegExp(`header: '${name}'`, 'i').test(all),
    );
    expect(unused).toEqual([]);
  });

  test('says each thing in one or two plain sentences', () => {
    for (const [name, text] of Object.entries(glossary)) {
      expect(text, name).toMatch(/^[A-Z].*\.$/);
      expect(text.length, name).toBeLessThan(150);
    }
  });
});
