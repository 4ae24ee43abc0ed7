import { expect, test } from 'vitest';
import { createLog, withoutSecrets } from './log';

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

test.each([
  [
    'shovel x: amqp://ann:s3cret@host:5672/%2F to amqp://localhost',
    'shovel x: amqp://ann:***@host:5672/%2F to amqp://localhost',
  ],
  ['authorization: Basic Z3Vlc3Q6Z3Vlc3Q=', 'authorization: Basic ***'],
  ['{"password":"s3cret","name":"ann"}', '{"password":"***","name":"ann"}'],
  ['127.0.0.1:40000 -> 127.0.0.1:5672: user opened vhost', '127.0.0.1:40000 -> 127.0.0.1:5672: user opened vhost'],
])('%s keeps no secret', (text, expected) => expect(withoutSecrets(text)).toBe(expected));
