import { expect, test } from 'vitest';
import { type Command, findCommands } from './find-commands';

function command(group: string, label: string, rest: Partial<Command> = {}): Command {
  return { id: `${group} ${label}`, group, label, run: () => {}, ...rest };
}

const commands = [
  command('Go to', 'Queues'),
  command('Do', 'Declare a queue', { words: 'create new add' }),
  command('Queues', 'orders', { isName: true }),
  command('Queues', 'eu.orders', { isName: true }),
  command('Queues', 'preorders', { isName: true }),
];

function labels(text: string): string[] {
  return findCommands(commands, text).flatMap(({ items }) => items.map(({ label }) => label));
}

test('with nothing to look for there are pages and acts, and no objects', () => {
  expect(labels('')).toEqual(['Queues', 'Declare a queue']);
});

test('a name comes before a word in a name, and that before a part of a word', () => {
  expect(labels('orders')).toEqual(['orders', 'eu.orders', 'preorders']);
});

test('every word has to be there, in the label or beside it', () => {
  expect(labels('new queue')).toEqual(['Declare a queue']);
  expect(labels('new orders')).toEqual([]);
});
