import type { VHost as VHostJson } from '@/lib/management-api';
import type { VHost } from '@/server/broker/vhost';
import type { FieldsOf } from '@/server/management/fields';
import type { Meters } from '@/server/management/meters';
import type { Meter } from '@/server/management/rates';
import { readTotals, type VHostTotals } from '@/server/management/vhost-meters';
import { messageStats } from './stats';

const DEFAULT_QUEUE_TYPE = 'classic';

/** A vhost with the sums over what is in it. */
export interface CountedVHost {
  readonly vhost: VHost;
  readonly totals: VHostTotals;
}

/** Counts in slices: vhosts may have many queues. */
export async function countVHosts({ ofVHost }: Meters, vhosts: readonly VHost[]): Promise<CountedVHost[]> {
  const counted: CountedVHost[] = [];
  for (const vhost of vhosts) counted.push({ vhost, totals: await readTotals(ofVHost, vhost) });
  return counted;
}

export const vhostFields: FieldsOf<CountedVHost, VHostJson> = {
  name: ({ vhost }) => vhost.name,
  description: ({ vhost }) => vhost.description,
  tags: ({ vhost }) => vhost.tags,
  default_queue_type: ({ vhost: { defaultQueueType } }) => defaultQueueType ?? DEFAULT_QUEUE_TYPE,
  protected_from_deletion: ({ vhost: { isProtected } }) => isProtected,
  metadata: ({ vhost: { description, tags, defaultQueueType, isProtected } }) => ({
    description,
    tags,
    default_queue_type: defaultQueueType ?? DEFAULT_QUEUE_TYPE,
    protected_from_deletion: isProtected,
  }),
  tracing: ({ vhost: { isTraced } }) => isTraced,
  cluster_state: (_vhost, { nodeName }) => ({ [nodeName]: 'running' }),
  messages: ({ totals }, { meters }) => total(meters.ofVHost.lengths, totals.lengths, 'messages'),
  messages_details: ({ vhost }, { meters, ranges }) => meters.vhosts.details(vhost, 'messages', ranges.lengths),
  messages_ready: ({ totals }, { meters }) => total(meters.ofVHost.lengths, totals.lengths, 'messages_ready'),
  messages_ready_details: ({ vhost }, { meters, ranges }) =>
    meters.vhosts.details(vhost, 'messages_ready', ranges.lengths),
  messages_unacknowledged: ({ totals }, { meters }) =>
    total(meters.ofVHost.lengths, totals.lengths, 'messages_unacknowledged'),
  messages_unacknowledged_details: ({ vhost }, { meters, ranges }) =>
    meters.vhosts.details(vhost, 'messages_unacknowledged', ranges.lengths),
  recv_oct: ({ totals }, { meters }) => total(meters.ofVHost.bytes, totals.bytes, 'recv_oct'),
  recv_oct_details: ({ vhost }, { meters, ranges }) => meters.vhosts.details(vhost, 'recv_oct', ranges.dataRates),
  send_oct: ({ totals }, { meters }) => total(meters.ofVHost.bytes, totals.bytes, 'send_oct'),
  send_oct_details: ({ vhost }, { meters, ranges }) => meters.vhosts.details(vhost, 'send_oct', ranges.dataRates),
  message_stats: ({ vhost, totals }, { meters, ranges }, only) => {
    const measured = { meter: meters.ofVHost.stats, rates: meters.vhosts, values: totals.stats };
    return messageStats({ ...measured, range: ranges.messageRates }, vhost, only);
  },
};

function total(meter: Meter<VHost>, values: Float64Array, name: string): number {
  return values[meter.names.indexOf(name)] as number;
}
