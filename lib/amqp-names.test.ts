import { expect, test } from 'vitest';
import { nameProblem, routingKeyProblem } from './amqp-names';

test.each([
  ['orders', 'queue', null],
  ['a/b c ünï', 'queue', null],
  ['', 'exchange', 'An exchange needs a name.'],
  ['', 'vhost', 'A virtual host needs a name.'],
  ['amq.mine', 'queue', 'Names that begin with "amq." are reserved for the broker.'],
  ['amq.mine', 'vhost', null],
  ['ü'.repeat(128), 'queue', 'A name has at most 255 bytes.'],
  ['..', 'queue', 'A browser cannot address this name.'],
] as const)('the name %j for a new %s', (name, kind, problem) => {
  expect(nameProblem(name, kind)).toBe(problem);
});

test('a routing key is measured in bytes', () => {
  expect(routingKeyProblem('a'.repeat(255))).toBeNull();
  expect(routingKeyProblem('ü'.repeat(128))).not.toBeNull();
});
