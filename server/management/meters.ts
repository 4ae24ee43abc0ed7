import type { Broker } from '@/server/broker/broker';
import type { VHost } from '@/server/broker/vhost';
import {
  bytesMeter,
  channelMeter,
  churnMeter,
  deliveryMeter,
  exchangeMeter,
  lengthMeter,
  publishMeter,
} from './counters';
import { RETENTION } from './history';
import { type MachinePort, machineMeter } from './machine';
import { joinMeters, RateTable } from './rates';
import { createVHostMeters, type VHostMeters } from './vhost-meters';

export const queueStatsMeter = joinMeters([publishMeter, deliveryMeter]);

/** Measures how fast everything in the broker counts. */
export class Meters {
  readonly queues = new RateTable(joinMeters([queueStatsMeter, lengthMeter]));
  readonly exchanges = new RateTable(exchangeMeter);
  readonly channels = new RateTable(channelMeter);
  readonly connections = new RateTable(bytesMeter);
  readonly broker: RateTable<Broker>;
  readonly machine: MachinePort;
  readonly ofVHost: VHostMeters;
  readonly vhosts: RateTable<VHost>;

  constructor(broker: Broker, machine: MachinePort) {
    this.machine = machine;
    this.broker = new RateTable(joinMeters([churnMeter, machineMeter(machine)]), RETENTION.global);
    this.ofVHost = createVHostMeters(broker);
    const { stats, lengths, bytes } = this.ofVHost;
    this.vhosts = new RateTable(joinMeters([stats, lengths, bytes]), RETENTION.global);
  }

  sample(broker: Broker, now: number): void {
    for (const _step of this.sampleSteps(broker, now));
  }

  /** The same in small steps, between which the thread may do other things. */
  *sampleSteps(broker: Broker, now: number): Generator<void> {
    const vhosts = [...broker.vhosts.values()];
    const connections = [...broker.connections.values()];
    yield* this.queues.sampleSteps(
      each(vhosts, (vhost) => vhost.queues.values()),
      now,
    );
    yield* this.exchanges.sampleSteps(
      each(vhosts, (vhost) => vhost.exchanges.values()),
      now,
    );
    yield* this.channels.sampleSteps(
      each(connections, (connection) => connection.channels.values()),
      now,
    );
    yield* this.connections.sampleSteps(connections, now);
    yield* this.vhosts.sampleSteps(vhosts, now);
    yield* this.broker.sampleSteps([broker], now);
  }
}

function* each<Owner, Thing>(owners: readonly Owner[], things: (owner: Owner) => Iterable<Thing>): Generator<Thing> {
  for (const owner of owners) yield* things(owner);
}
