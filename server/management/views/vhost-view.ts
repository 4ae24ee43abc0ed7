import type { VHost as VHostJson } from '@/lib/management-api';
import type { VHost } from '@/server/broker/vhost';
import type { FieldsOf } from '@/server/management/fields';
import { type Meter, readMeter } from '@/server/management/rates';
import { messageStats } from './stats';

const DEFAULT_QUEUE_TYPE = 'classic';

export const vhostFields: FieldsOf<VHost, VHostJson> = {
  name: (vhost) => vhost.name,
  description: (vhost) => vhost.description,
  tags: (vhost) => vhost.tags,
  default_queue_type: ({ defaultQueueType }) => defaultQueueType ?? DEFAULT_QUEUE_TYPE,
  protected_from_deletion: ({ isProtected }) => isProtected,
  metadata: ({ description, tags, defaultQueueType, isProtected }) => ({
    description,
    tags,
    default_queue_type: defaultQueueType ?? DEFAULT_QUEUE_TYPE,
    protected_from_deletion: isProtected,
  }),
  tracing: ({ isTraced }) => isTraced,
  cluster_state: (_vhost, { nodeName }) => ({ [nodeName]: 'running' }),
  messages: (vhost, { meters }) => total(meters.ofVHost.lengths, vhost, 'messages'),
  messages_details: (vhost, { meters, ranges }) => meters.vhosts.details(vhost, 'messages', ranges.lengths),
  messages_ready: (vhost, { meters }) => total(meters.ofVHost.lengths, vhost, 'messages_ready'),
  messages_ready_details: (vhost, { meters, ranges }) => meters.vhosts.details(vhost, 'messages_ready', ranges.lengths),
  messages_unacknowledged: (vhost, { meters }) => total(meters.ofVHost.lengths, vhost, 'messages_unacknowledged'),
  messages_unacknowledged_details: (vhost, { meters, ranges }) =>
    meters.vhosts.details(vhost, 'messages_unacknowledged', ranges.lengths),
  recv_oct: (vhost, { meters }) => total(meters.ofVHost.bytes, vhost, 'recv_oct'),
  recv_oct_details: (vhost, { meters, ranges }) => meters.vhosts.details(vhost, 'recv_oct', ranges.dataRates),
  send_oct: (vhost, { meters }) => total(meters.ofVHost.bytes, vhost, 'send_oct'),
  send_oct_details: (vhost, { meters, ranges }) => meters.vhosts.details(vhost, 'send_oct', ranges.dataRates),
  message_stats: (vhost, { meters, ranges }, only) =>
    messageStats({ meter: meters.ofVHost.stats, rates: meters.vhosts, range: ranges.messageRates }, vhost, only),
};

function total(meter: Meter<VHost>, vhost: VHost, name: string): number {
  return readMeter(meter, vhost)[meter.names.indexOf(name)] as number;
}
