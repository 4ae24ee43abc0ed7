import type { Body } from '@/server/management/body';
import { badRequest } from '@/server/management/http-error';
import { Entry } from './entry';
import type { Item, Kind } from './item';
import { globalParameterKind, parameterKind, policyKind } from './setting-kinds';
import { bindingKind, exchangeKind, queueKind } from './topology-kinds';
import { permissionKind, topicPermissionKind, userKind } from './user-kinds';
import { vhostKind } from './vhost-kind';

/** In the order in which RabbitMQ imports them: what is named comes before what names it. */
const KINDS: readonly Kind[] = [
  userKind,
  vhostKind,
  permissionKind,
  exchangeKind,
  topicPermissionKind,
  globalParameterKind,
  policyKind,
  parameterKind,
  queueKind,
  bindingKind,
];

/**
 * The items of a definitions document in the order of their import. With a vhost, those that definitions of one vhost
 * have, for that vhost. Throws 400 with the place and the name of the first entry that is not well formed.
 */
export function readDefinitions(document: unknown, vhost: string | null): Item[] {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw badRequest('failed_to_parse_json');
  }
  const items: Item[] = [];
  for (const kind of KINDS) {
    if (vhost !== null && !kind.isOfVHost) continue;
    const list = (document as Body)[kind.key] ?? [];
    if (!Array.isArray(list)) throw badRequest(`${kind.key} is no list`);
    for (const [index, value] of list.entries()) {
      items.push(kind.read(new Entry(`${kind.key}[${index}]`, value, vhost)));
    }
  }
  return items;
}
