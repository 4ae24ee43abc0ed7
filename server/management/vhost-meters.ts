import type { Broker } from '@/server/broker/broker';
import type { VHost } from '@/server/broker/vhost';
import { bytesMeter, deliveryMeter, lengthMeter } from './counters';
import { joinMeters, type Meter, meterOf, readMeterPaced } from './rates';

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
  const size = meter.names.length;
  const steps = function* (vhost: VHost, into: Float64Array, at: number): Generator<void> {
    const one = new Float64Array(size);
    into.fill(0, at, at + size);
    // A part that goes on the way is counted all the same.
    for (const part of [...parts(vhost)]) {
      meter.read(part, one, 0);
      add(one, into, at);
      yield;
    }
  };
  return {
    names: meter.names,
    read(vhost, into, at) {
      for (const _step of steps(vhost, into, at));
    },
    readSteps: steps,
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
      deliveryMeter.read(queue, last, 0);
      add(last, sum, 0);
      ofDeleted.set(queue.vhost, sum);
    },
    vhostDeleted: (vhost) => void ofDeleted.delete(vhost),
  });
  const steps = function* (vhost: VHost, into: Float64Array, at: number): Generator<void> {
    // Copied before the queues are: those that are deleted on the way are counted once.
    const past = ofDeleted.get(vhost.name)?.slice();
    yield* present.readSteps?.(vhost, into, at) ?? [];
    if (past) add(past, into, at);
  };
  return {
    names: present.names,
    read(vhost, into, at) {
      for (const _step of steps(vhost, into, at));
    },
    readSteps: steps,
  };
}

function add(from: Float64Array, to: Float64Array, at: number): void {
  for (let i = 0; i < from.length; i++) to[at + i] = (to[at + i] as number) + (from[i] as number);
}

/** The sums of a vhost as they are now. */
export interface VHostTotals {
  readonly stats: Float64Array;
  readonly lengths: Float64Array;
  readonly bytes: Float64Array;
}

/** Adds up what is in a vhost, in slices. */
export async function readTotals({ stats, lengths, bytes }: VHostMeters, vhost: VHost): Promise<VHostTotals> {
  return {
    stats: await readMeterPaced(stats, vhost),
    lengths: await readMeterPaced(lengths, vhost),
    bytes: await readMeterPaced(bytes, vhost),
  };
}
