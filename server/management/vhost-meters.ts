import type { Broker } from '@/server/broker/broker';
import type { VHost } from '@/server/broker/vhost';
import { bytesMeter, deliveryMeter, lengthMeter } from './counters';
import { joinMeters, type Meter, meterOf } from './rates';

export interface VHostMeters {
  readonly stats: Meter<VHost>;
  readonly lengths: Meter<VHost>;
  readonly bytes: Meter<VHost>;
}

/** Sums over what is in a vhost. */
export function createVHostMeters(broker: Broker): VHostMeters {
  const published = meterOf<VHost>({
    publish: (vhost) => vhost.published,
    confirm: (vhost) => vhost.confirmed,
    return_unroutable: (vhost) => vhost.returned,
    drop_unroutable: (vhost) => vhost.dropped,
  });
  return {
    stats: joinMeters([published, deliveriesEver(broker)]),
    lengths: sumOver(lengthMeter, (vhost) => vhost.queues.values()),
    bytes: sumOver(bytesMeter, (vhost) => vhost.connections),
  };
}

/** Adds the numbers of parts up. */
function sumOver<Part>(meter: Meter<Part>, parts: (vhost: VHost) => Iterable<Part>): Meter<VHost> {
  const one = new Float64Array(meter.names.length);
  return {
    names: meter.names,
    read(vhost, into) {
      into.fill(0);
      for (const part of parts(vhost)) {
        meter.read(part, one);
        add(one, into);
      }
    },
    *readSteps(vhost, into) {
      const own = new Float64Array(meter.names.length);
      into.fill(0);
      for (const part of parts(vhost)) {
        meter.read(part, own);
        add(own, into);
        yield;
      }
    },
  };
}

/** Deliveries of deleted queues stay in the sum, or it would run backwards. */
function deliveriesEver(broker: Broker): Meter<VHost> {
  const present = sumOver(deliveryMeter, (vhost) => vhost.queues.values());
  const size = present.names.length;
  const ofDeleted = new Map<string, Float64Array>();
  broker.observe({
    queueDeleted(queue) {
      const sum = ofDeleted.get(queue.vhost) ?? new Float64Array(size);
      const last = new Float64Array(size);
      deliveryMeter.read(queue, last);
      add(last, sum);
      ofDeleted.set(queue.vhost, sum);
    },
    vhostDeleted: (vhost) => void ofDeleted.delete(vhost),
  });
  const addDeleted = (vhost: VHost, into: Float64Array): void => {
    const past = ofDeleted.get(vhost.name);
    if (past) add(past, into);
  };
  return {
    names: present.names,
    read(vhost, into) {
      present.read(vhost, into);
      addDeleted(vhost, into);
    },
    *readSteps(vhost, into) {
      // A queue that is deleted on the way is counted where it was first met, and again in the next sample.
      yield* present.readSteps?.(vhost, into) ?? [];
      addDeleted(vhost, into);
    },
  };
}

function add(from: Float64Array, to: Float64Array): void {
  for (let i = 0; i < from.length; i++) to[i] = (to[i] as number) + (from[i] as number);
}
