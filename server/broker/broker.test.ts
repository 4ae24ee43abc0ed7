import { describe, expect, test } from 'vitest';
import { CoreClient, RecordingChannelPort } from '@/server/testing/core-client';
import { createTestBroker } from '@/server/testing/start-test-broker';
import { isLoopback } from './access';
import { BrokerError } from './errors';
import { EMPTY_TABLE } from './field-table';

describe('isLoopback', () => {
  test.each<readonly [string, boolean]>([
    ['127.0.0.1', true],
    ['127.8.9.10', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['::ffff:10.0.0.1', false],
    ['10.0.0.127', false],
    ['1127.0.0.1', false],
    ['', false],
  ])('of %j is %s', (address, expected) => {
    expect(isLoopback(address)).toBe(expected);
  });
});

describe('the broker', () => {
  test('lets a user in with the right password alone', () => {
    const broker = createTestBroker();
    broker.access.putUser('locked', null, []);
    expect(broker.access.authenticate('guest', 'guest')?.name).toBe('guest');
    expect(broker.access.authenticate('guest', 'Guest')).toBeNull();
    expect(broker.access.authenticate('nobody', 'guest')).toBeNull();
    expect(broker.access.authenticate('locked', '')).toBeNull();
  });

  test('keeps users out of a vhost that is missing or not theirs', () => {
    const broker = createTestBroker();
    const user = broker.access.addUser('ann', 'secret', []);
    expect(() => broker.access.checkVHost(user, 'nowhere')).toThrow(
      new BrokerError('not-allowed', 'vhost nowhere not found'),
    );
    const refusal = new BrokerError('not-allowed', "access to vhost '/' refused for user 'ann'");
    expect(() => broker.access.checkVHost(user, '/')).toThrow(refusal);
  });

  test('takes the exclusive queues of a connection away with it', () => {
    const broker = createTestBroker();
    const client = new CoreClient(broker);
    client.session.declareQueue('mine', { durable: false, autoDelete: false, exclusive: true, arguments: EMPTY_TABLE });
    client.publish('', 'mine', 'text');
    broker.closeConnection(client.connection);
    expect([client.vhost.queues.size, broker.memory.messages, broker.queuesDeleted]).toEqual([0, 0, 1]);
  });

  test('deletes a vhost with its connections, consumers, queues and messages', () => {
    const broker = createTestBroker();
    const client = new CoreClient(broker);
    const channel = client.openChannel(new RecordingChannelPort());
    client.queue('q');
    client.consume(channel, 'q', 'c');
    client.publish('', 'q', 'text');
    broker.endTurn();
    client.port.close = () => broker.closeConnection(client.connection);
    broker.removeVHost(client.vhost);
    broker.endTurn();
    expect([broker.vhosts.size, broker.connections.size, broker.memory.messages]).toEqual([0, 0, 0]);
    expect((channel.port as RecordingChannelPort).cancelled).toEqual([]);
    expect(client.session.user.permissions.size).toBe(0);
  });

  test('blocks those that have published when memory runs low, and lets go below nine tenths', () => {
    const broker = createTestBroker(1_000_000);
    const [publisher, idle] = [new CoreClient(broker), new CoreClient(broker)];
    publisher.connection.hasPublished = true;
    publisher.queue('q');
    for (let i = 0; i < 20; i++) publisher.publish('', 'q', Buffer.alloc(60_000));
    broker.endTurn();
    expect([publisher.port.blocks, idle.port.blocks]).toEqual([['low on memory'], []]);
    while (broker.memory.usedBytes > 900_000) {
      expect(broker.alarm).toBe('low on memory');
      const fetched = publisher.session.get('q', true, null);
      fetched?.queue.release(fetched.message);
      broker.endTurn();
    }
    expect([broker.alarm, publisher.port.blocks]).toEqual([null, ['low on memory', null]]);
  });
});
