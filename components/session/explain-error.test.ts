import { expect, test } from 'vitest';
import { ApiError } from '@/lib/api-client';
import { explainError } from './explain-error';

function explain(status: number, error: string, reason: string) {
  return explainError(new ApiError({ status, error, reason }));
}

test('a broker that does not answer has no words of its own', () => {
  expect(explain(0, 'unreachable', 'anything')).toEqual({
    title: 'The broker does not answer. Check that it runs, then try again.',
    reason: null,
  });
});

test('a name taken with other settings is said so, with the words of the broker', () => {
  const reason = "inequivalent arg 'durable' for queue 'q' in vhost '/': received 'false' but current is 'true'";
  expect(explain(400, 'bad_request', reason)).toEqual({
    title: 'The name is taken, with other settings. Choose another name or the same settings.',
    reason,
  });
});

test('a user without any permission in a virtual host reads what can be done about it', () => {
  const { title, reason } = explain(401, 'not_authorised', 'User not authorised to access virtual host');
  expect(title).toContain('no permission in this virtual host');
  expect(reason).toBeNull();
});

test.each([
  [401, 'not_authorised', 'Access refused.', 'Your user may not do this.'],
  [404, 'not_found', 'queue_not_found', 'This queue does not exist any more.'],
  [429, 'too_many_requests', 'Try again in 3 seconds.', 'Too many tries. Wait a little.'],
  [500, 'internal', '', 'The broker failed while doing this.'],
])('status %i is explained', (status, error, reason, title) => {
  expect(explain(status, error, reason).title).toBe(title);
});
