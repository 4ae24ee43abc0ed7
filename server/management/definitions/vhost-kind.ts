import { VHOST_LIMITS, type VHostLimit } from '@/server/broker/limits';
import type { VHost } from '@/server/broker/vhost';
import { type Body, booleanOf, stringOf } from '@/server/management/body';
import { badRequest } from '@/server/management/http-error';
import { canonicalJson, findingOf, type Item, type Kind } from './item';
import { readLimits, replaceLimits, sameLimits } from './limits';
import { readTags } from './user-kinds';

const QUEUE_TYPES = ['classic', 'quorum'];

export const vhostKind: Kind = {
  key: 'vhosts',
  isOfVHost: false,
  read(entry): Item {
    const name = entry.name();
    if (name === '') throw entry.refusal('the name is empty');
    const wanted = entry.read([], readVHost);
    return {
      kind: 'vhosts',
      name,
      vhost: null,
      entry,
      compare({ vhosts }) {
        const vhost = vhosts.get(name);
        return findingOf(vhost !== undefined, vhost !== undefined && isAsWanted(vhost, wanted));
      },
      apply(broker) {
        const { description, tags, defaultQueueType, isProtected, isTraced, limits } = wanted;
        const vhost = broker.vhosts.get(name) ?? broker.addVHost(name, description, tags);
        if (description !== undefined) vhost.description = description;
        if (tags !== undefined) vhost.tags = tags;
        if (defaultQueueType !== undefined) vhost.defaultQueueType = defaultQueueType;
        if (isProtected !== undefined) vhost.isProtected = isProtected;
        if (isTraced !== undefined) vhost.isTraced = isTraced;
        if (limits !== undefined) replaceLimits(vhost.limits, limits);
      },
    };
  },
};

interface WantedVHost {
  readonly description: string | undefined;
  readonly tags: readonly string[] | undefined;
  readonly defaultQueueType: string | null | undefined;
  readonly isProtected: boolean | undefined;
  readonly isTraced: boolean | undefined;
  readonly limits: ReadonlyMap<VHostLimit, number> | undefined;
}

/** What the entry does not say stays as it is. Newer versions of RabbitMQ say it in `metadata` alone. */
function readVHost(body: Body): WantedVHost {
  const metadata = body['metadata'];
  const all: Body = typeof metadata === 'object' && metadata !== null ? { ...(metadata as Body), ...body } : body;
  return {
    description: all['description'] === undefined ? undefined : stringOf(all, 'description', ''),
    tags: all['tags'] === undefined ? undefined : readTags(all['tags']),
    defaultQueueType: all['default_queue_type'] === undefined ? undefined : readQueueType(all),
    isProtected: all['protected_from_deletion'] === undefined ? undefined : booleanOf(all, 'protected_from_deletion'),
    isTraced: all['tracing'] === undefined ? undefined : booleanOf(all, 'tracing'),
    limits: all['limits'] === undefined ? undefined : readLimits(all['limits'], VHOST_LIMITS, 'limits'),
  };
}

/** RabbitMQ writes `undefined` for none. */
function readQueueType(body: Body): string | null {
  const type = stringOf(body, 'default_queue_type', '');
  if (type === 'undefined' || type === '') return null;
  const short = /^rabbit_(\w+)_queue$/.exec(type)?.[1] ?? type;
  if (!QUEUE_TYPES.includes(short)) throw badRequest(`unsupported default_queue_type '${type.slice(0, 100)}'`);
  return short;
}

function isAsWanted(vhost: VHost, { tags, limits, ...rest }: WantedVHost): boolean {
  for (const [key, value] of Object.entries(rest)) {
    if (value !== undefined && value !== vhost[key as keyof typeof rest]) return false;
  }
  if (tags !== undefined && canonicalJson(tags) !== canonicalJson(vhost.tags)) return false;
  return limits === undefined || sameLimits(vhost.limits, limits);
}
