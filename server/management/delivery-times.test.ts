import { expect, test } from 'vitest';
import type { Channel } from '@/server/broker/channel';
import { publishMessage } from './publish-message';
import { QUEUE, TestApi } from './test-api';

/** Publishes a message, which is delivered at once. */
function deliver(api: TestApi): void {
  publishMessage(api.session(), { exchange: '', routingKey: 'q', properties: {}, body: new Uint8Array(1) });
  api.broker.endTurn();
}

function consumer(api: TestApi): Channel {
  api.vhost.addQueue('q', null, QUEUE);
  const channel = api.openChannel(api.connect());
  const options = { consumerTag: 'c', noAck: false, exclusive: false, arguments: new Map() };
  api.session().consume(channel, 'q', options);
  return channel;
}

const unacked = async (api: TestApi) => (await api.get('queues/%2F/q/unacked?limit=1000')).json.items;

test('the true age of each delivery lies between the two that are shown, after a minute and after an hour', async () => {
  const api = new TestApi();
  const channel = consumer(api);
  api.tick();
  const deliveredAt = new Map<number, number>();
  for (let i = 0; i < 720; i++) {
    deliver(api);
    deliveredAt.set(channel.lastDeliveryTag, api.now);
    // One in ten stays for good.
    if (i % 10 !== 0) channel.acknowledge(channel.lastDeliveryTag, false);
    api.now += 1234;
    api.tick(5000 - 1234);
    if (i !== 12 && i !== 719) continue;
    const items = await unacked(api);
    expect(items.length).toBe(Math.floor(i / 10) + 1);
    for (const { delivery_tag, age_ms, age_ms_at_most } of items) {
      const age = api.now - (deliveredAt.get(delivery_tag) as number);
      expect(age_ms).toBeLessThanOrEqual(age);
      expect(age_ms_at_most).toBeGreaterThanOrEqual(age);
    }
    // The latest is known to the interval between two looks.
    const { age_ms, age_ms_at_most } = items.at(-1);
    if (i === 12) expect(age_ms_at_most - age_ms).toBe(5000);
  }
});
