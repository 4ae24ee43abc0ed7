import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { kindExplanation } from '@/components/definitions/kind-label';
import { userLimitTexts, vhostLimitTexts } from '@/components/limits/limit-texts';
import { propertyWords } from '@/components/messages/property-words';
import { queueColumns } from '@/components/queues/queue-columns';
import { explanationOf } from '@/components/ui/data-table-model';
import { glossary, type TermName, termNamed } from '@/components/ui/glossary';
import { knownTags } from '@/components/users/tags-field';
import { exchangeArguments, headersBindingArguments } from '@/lib/arguments/exchange-arguments';
import { policyKeys } from '@/lib/arguments/policy-keys';
import { queueArguments } from '@/lib/arguments/queue-arguments';

const components = import.meta.dirname;

const sources = readdirSync(components, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx'))
  .map((path) => {
    const text = readFileSync(join(components, path), 'utf8');
    return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX) };
  });

type Source = (typeof sources)[number];

/** Every node of a source of one kind. */
function nodesIn<Node extends ts.Node>({ tree }: Source, is: (node: ts.Node) => node is Node): Node[] {
  const found: Node[] = [];
  const visit = (node: ts.Node) => {
    if (is(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Everything that an expression may put on the page as it is written; computed parts are `…`. */
function wordsOf(node: ts.Node | undefined): string[] {
  if (node === undefined) return ['…'];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) return wordsOf(node.expression);
  if (ts.isConditionalExpression(node)) return [...wordsOf(node.whenTrue), ...wordsOf(node.whenFalse)];
  if (ts.isTemplateExpression(node)) {
    return [`${node.head.text}…${node.templateSpans.map(({ literal }) => literal.text).join('…')}`];
  }
  if (ts.isJsxElement(node) || ts.isJsxFragment(node)) {
    const parts = node.children.map((child) => (ts.isJsxText(child) ? child.text : '…'));
    return [parts.join('').replace(/\s+/g, ' ').trim()];
  }
  return ['…'];
}

interface Label {
  readonly path: string;
  readonly control: string;
  readonly words: string;
  readonly isExplained: boolean;
}

/** Labels of forms that say what they are to every reader, finish a sentence, or name a thing of the person's own. */
const plainLabels = [
  ...[
    'Name',
    'Description',
    'User',
    'Password',
    'How many',
    'Messages',
    'Messages a second',
    'Parts',
    'Definitions of',
  ],
  ...['From', 'To', 'End', 'May', 'do this', 'Queue or exchange', 'Applies to', 'Single-letter keys', 'Tracing'],
  ...['Only if nothing is bound to it', 'Only if it has no consumers', 'Only if it is empty'],
  ...['Hide predeclared', 'With messages only', 'Show unused amq.* exchanges', 'Protected from deletion'],
  ...['Type … to confirm', 'Import … as'],
];

/** Boxes that bear nothing but the name of a thing. */
const named = ['definitions/import-choices.tsx'];

/** Radio cards explain each of their options. */
const formControls = ['Field', 'Fieldset', 'Checkbox', 'Switch'];

function isTag(node: ts.Node): node is ts.JsxOpeningElement | ts.JsxSelfClosingElement {
  return ts.isJsxOpeningElement(node) || ts.isJsxSelfClosingElement(node);
}

function labelsIn(source: Source): Label[] {
  return nodesIn(source, isTag).flatMap((tag) => {
    const control = tag.tagName.getText();
    if (!formControls.includes(control)) return [];
    const attributes = tag.attributes.properties.filter(ts.isJsxAttribute);
    const given = (...names: string[]) => attributes.find(({ name }) => names.includes(name.getText()));
    const isExplained = given('help', 'explained') !== undefined;
    const label = given('label', 'legend');
    if (label === undefined) return [];
    return wordsOf(label.initializer).map((words) => ({ path: source.path, control, words, isExplained }));
  });
}

/** Headers that every reader knows without the field. */
const plainHeaders = ['Name', 'Size', 'For', 'Due in', 'Password', 'Description', 'From client', 'To client'];

interface Header {
  readonly path: string;
  readonly words: string;
  readonly explained: string | undefined;
}

function headersIn(source: Source): Header[] {
  return nodesIn(source, ts.isObjectLiteralExpression).flatMap(({ properties }) => {
    const named = (wanted: string) => properties.find(({ name }) => name?.getText() === wanted);
    const header = named('header');
    if (header === undefined || named('cell') === undefined) return [];
    const words = wordsOf(ts.isPropertyAssignment(header) ? header.initializer : undefined);
    const given = named('explained');
    const explained = given === undefined ? undefined : wordsOf('initializer' in given ? given.initializer : given)[0];
    return words.map((word) => ({ path: source.path, words: word, explained }));
  });
}

/** What stands before a value, where every reader knows it without the field. */
const plainFacts = [
  ...['Name', 'State', 'Type', 'Size', 'Bytes', 'Message bytes', 'Platform', 'Protocol', 'Authentication', 'Since'],
  ...['Connected', 'Product', 'Speaks the API of', 'Listens on', 'Reason', 'From', 'To', 'Due', 'Kept by', 'Held by'],
  ...['Held for', 'Moved', 'On their way', 'Still to move', 'Keeps messages', 'Goes away', 'Ready messages'],
  ...['Frame max', 'Channel max', 'Published', 'Delivered', 'Publishes', 'Gets'],
  ...['Connections', 'Channels', 'Exchanges', 'Queues', 'Consumers'],
];

/** The rows of tables of facts that say nothing about their label. */
function factsIn(source: Source): { readonly path: string; readonly words: string }[] {
  if (!source.text.includes("from '@/components/ui/facts'")) return [];
  return nodesIn(source, ts.isArrayLiteralExpression).flatMap(({ elements }) => {
    const [label] = elements;
    const isRow =
      elements.length === 2 && label !== undefined && ts.isStringLiteral(label) && /^[A-Z]/.test(label.text);
    return isRow ? [{ path: source.path, words: label.text }] : [];
  });
}

describe('the glossary', () => {
  const headers = sources.flatMap(headersIn);

  test('sees the tables, also their computed columns', () => {
    expect(headers.length).toBeGreaterThan(40);
    expect(headers.filter(({ words }) => words === '…').length).toBeGreaterThan(2);
  });

  test.each(headers.filter(({ words }) => !plainHeaders.includes(words)))(
    'explains the column $words of $path',
    ({ words, explained }) => {
      // A computed explanation of a computed header is looked at below, by its values.
      if (words === '…') expect(explained).toBeDefined();
      else expect(explanationOf({ header: words, explained: explained as TermName })).toMatch(/\.$/);
    },
  );

  const labels = sources.flatMap(labelsIn);

  test('sees the forms, also their computed labels', () => {
    expect(labels.length).toBeGreaterThan(100);
    expect(labels.filter(({ words }) => words.includes('…')).length).toBeGreaterThan(8);
  });

  test.each(
    labels.filter(({ path, words }) => !plainLabels.includes(words) && !(words === '…' && named.includes(path))),
  )('explains the $control $words of $path', ({ isExplained }) => expect(isExplained).toBe(true));

  const facts = sources.flatMap(factsIn);

  test('sees the tables of facts', () => {
    expect(facts.length).toBeGreaterThan(40);
  });

  test.each(facts.filter(({ words }) => !plainFacts.includes(words)))(
    'explains the fact $words of $path',
    ({ words }) => expect(termNamed(words)).toBeDefined(),
  );

  const options = [
    ...queueArguments(),
    ...exchangeArguments,
    ...headersBindingArguments,
    ...policyKeys.policies,
    ...policyKeys['operator-policies'],
    ...[...vhostLimitTexts, ...userLimitTexts],
    ...knownTags.map(({ tag, help }) => ({ name: tag, help })),
  ];

  test.each(options)('explains the option $name', ({ help }) => {
    expect(help).toMatch(/^[A-Za-z].*\.$/);
  });

  test('explains the columns of queues that are computed, and the parts of definitions', () => {
    for (const column of queueColumns.filter(({ header }) => header !== 'Name')) {
      expect(explanationOf(column), column.header).toBeDefined();
    }
    const parts = ['vhosts', 'users', 'permissions', 'topic_permissions', 'policies', 'parameters'];
    for (const part of [...parts, 'global_parameters', 'queues', 'exchanges', 'bindings']) {
      expect(kindExplanation(part), part).toBeDefined();
    }
  });

  test('explains the title of every page', () => {
    const titles = sources.flatMap(({ text }) => [...text.matchAll(/explained="([^"]+)"/g)].map(([, name]) => name));
    expect(titles.length).toBeGreaterThan(5);
    for (const name of titles) expect(Object.hasOwn(glossary, name as string), name).toBe(true);
  });

  test('has no entry that nobody shows', () => {
    const others = readFileSync(join(components, 'definitions', 'kind-label.ts'), 'utf8');
    const all = [others, ...sources.map(({ text }) => text)].join('\n');
    const isShown = (name: string) =>
      [`'${name}'`, `"${name}"`, `glossary.${name}`].some((use) => all.includes(use)) ||
      new RegExp(`(header: |\\[)'${name}'`, 'i').test(all);
    const unused = Object.keys(glossary).filter((name) => !isShown(name));
    expect(unused).toEqual([]);
  });

  test('says each thing in one or two plain sentences', () => {
    for (const [name, text] of Object.entries({ ...glossary, ...propertyWords })) {
      expect(text, name).toMatch(/^[A-Z].*\.$/);
      expect(text.length, name).toBeLessThan(150);
    }
  });
});
