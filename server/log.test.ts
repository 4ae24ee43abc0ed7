import { expect, test } from 'vitest';
import { createLog } from './log';

test('what is not severe enough is left out, and an event is one line', () => {
  const lines: string[] = [];
  const log = createLog('warn', (line) => lines.push(line));
  log('debug', 'a');
  log('info', 'b');
  log('warn', 'first\nsecond');
  log('error', 'c');
  expect(lines).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z warn {2}first \| second\n$/),
    expect.stringMatching(/ error c\n$/),
  ]);
});
