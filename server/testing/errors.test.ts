import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMON_ERRORS } from './common-errors';
import { type ErrorCase, idsOf } from './error-case';
import { FEATURE_ERRORS, NEWER_ERRORS } from './feature-errors';
import { openChannel } from './open-client';
import { OWN_ERRORS } from './own-errors';
import { startTestBroker, type TestBroker } from './start-test-broker';

let server: TestBroker;

beforeAll(async () => {
  server = await startTestBroker();
});

afterAll(() => server.stop());

describe('the broker', () => {
  test.each<ErrorCase>([...COMMON_ERRORS, ...FEATURE_ERRORS, ...NEWER_ERRORS, ...OWN_ERRORS])(
    'answers $what with $code on the $scope',
    async ({ act, scope, code, text, method }) => {
      const client = await openChannel(server.port);
      await act(client);
      const wanted = { replyCode: code, replyText: text, ...idsOf(method) };
      if (scope === 'connection') {
        expect(await client.closedWith()).toEqual(wanted);
        return;
      }
      expect(await client.expect(1, 'channel.close')).toEqual(wanted);
      // The channel ignores everything until its close is answered; the connection and the number live on.
      client.send(1, 'basic.qos');
      client.publish(1, { body: 'ignored' });
      client.send(1, 'channel.close-ok');
      await client.call(1, 'channel.open');
      await client.close();
    },
  );

  test('keeps nothing of connections that ended in an error', () => {
    expect([server.broker.connections.size, server.broker.memory.messages]).toEqual([0, 0]);
    expect([...server.broker.vhosts.values()].map(({ queues }) => queues.size)).toEqual([0]);
  });
});
