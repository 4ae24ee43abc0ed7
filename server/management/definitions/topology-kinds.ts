import { bindingIdentity } from '@/server/broker/binding';
import type { Broker } from '@/server/broker/broker';
import { assertSameExchange, assertSameQueue } from '@/server/broker/equivalence';
import { BrokerError } from '@/server/broker/errors';
import { cleanName } from '@/server/broker/names';
import { argumentsOf, type Body, booleanOf, stringOf } from '@/server/management/body';
import { badRequest } from '@/server/management/http-error';
import { propertiesKey } from '@/server/management/properties-key';
import { type Finding, type Item, importSession, type Kind, vhostFor } from './item';

const RESERVED: Finding = { verdict: 'skip', reason: 'the name belongs to the broker' };

export const exchangeKind: Kind = {
  key: 'exchanges',
  isOfVHost: true,
  read(entry): Item {
    const name = cleanName(entry.name());
    const options = entry.read(['type'], (body) => ({
      type: stringOf(body, 'type', ''),
      durable: booleanOf(body, 'durable'),
      autoDelete: booleanOf(body, 'auto_delete'),
      internal: booleanOf(body, 'internal'),
      arguments: argumentsOf(body),
    }));
    return {
      kind: 'exchanges',
      name,
      vhost: entry.vhost,
      entry,
      compare({ vhosts }) {
        if (isReserved(name)) return RESERVED;
        const existing = vhosts.get(entry.vhost)?.exchange(name);
        return existing ? unlessConflict(() => assertSameExchange(existing, options)) : { verdict: 'create' };
      },
      apply(broker) {
        const vhost = vhostFor(this, broker);
        entry.check(() => importSession(broker, vhost).declareExchange(name, options));
      },
    };
  },
};

export const queueKind: Kind = {
  key: 'queues',
  isOfVHost: true,
  read(entry): Item {
    const name = cleanName(entry.name());
    const options = entry.read([], (body) => ({
      durable: booleanOf(body, 'durable'),
      autoDelete: booleanOf(body, 'auto_delete'),
      exclusive: false,
      arguments: argumentsOf(body),
    }));
    return {
      kind: 'queues',
      name,
      vhost: entry.vhost,
      entry,
      compare({ vhosts }) {
        if (isReserved(name)) return RESERVED;
        const existing = vhosts.get(entry.vhost)?.queue(name);
        if (existing?.owner) return { verdict: 'conflict', reason: 'an exclusive queue has the name' };
        return existing ? unlessConflict(() => assertSameQueue(existing, options)) : { verdict: 'create' };
      },
      apply(broker) {
        const vhost = vhostFor(this, broker);
        entry.check(() => importSession(broker, vhost).restoreQueue(name, options));
      },
    };
  },
};

export const bindingKind: Kind = {
  key: 'bindings',
  isOfVHost: true,
  read(entry): Item {
    const wanted = entry.read(['source', 'destination', 'destination_type'], readBinding);
    const { source, destination, isToQueue, bindingKey, args } = wanted;
    const key = propertiesKey(bindingKey, args);
    return {
      kind: 'bindings',
      name: `${source} to ${isToQueue ? 'queue' : 'exchange'} ${destination} by ${key}`,
      vhost: entry.vhost,
      entry,
      compare: (broker) => compareBinding(broker, entry.vhost, wanted),
      apply(broker) {
        const session = importSession(broker, vhostFor(this, broker));
        entry.check(() => {
          if (isToQueue) session.bindQueue(destination, source, bindingKey, args);
          else session.bindExchange(destination, source, bindingKey, args);
        });
      },
    };
  },
};

function readBinding(body: Body) {
  const type = body['destination_type'];
  if (type !== 'queue' && type !== 'exchange') throw badRequest('destination_type is either queue or exchange');
  return {
    source: stringOf(body, 'source', ''),
    destination: stringOf(body, 'destination', ''),
    isToQueue: type === 'queue',
    bindingKey: stringOf(body, 'routing_key', ''),
    args: argumentsOf(body),
  };
}

/** Every queue is bound to the default exchange anyway. */
function compareBinding(broker: Broker, vhostName: string, wanted: ReturnType<typeof readBinding>): Finding {
  if (wanted.source === '') return { verdict: 'skip', reason: 'the default exchange needs no binding' };
  const vhost = broker.vhosts.get(vhostName);
  if (!vhost) return { verdict: 'skip', reason: 'the vhost does not exist' };
  const source = vhost.exchange(wanted.source);
  const destination = wanted.isToQueue ? vhost.queue(wanted.destination) : vhost.exchange(wanted.destination);
  if (!source || !destination) {
    return { verdict: 'skip', reason: `${source ? 'the destination' : 'the source'} does not exist` };
  }
  if (destination.kind === 'queue' && destination.owner) return { verdict: 'skip', reason: 'the queue is exclusive' };
  const identity = bindingIdentity(source, destination, wanted.bindingKey, wanted.args);
  return { verdict: vhost.bindings.has(identity) ? 'equal' : 'create' };
}

function isReserved(name: string): boolean {
  return name === '' || name.startsWith('amq.');
}

/** What exists already is not changed by an import (RabbitMQ). */
function unlessConflict(assertSame: () => void): Finding {
  try {
    assertSame();
    return { verdict: 'equal' };
  } catch (failure) {
    if (failure instanceof BrokerError) return { verdict: 'conflict', reason: failure.message };
    throw failure;
  }
}
