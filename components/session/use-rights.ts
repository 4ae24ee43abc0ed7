'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Permission } from '@/lib/admin-api';
import { ApiError } from '@/lib/api-client';
import { permissionAllows } from '@/lib/permission-pattern';
import { ownPermissionsQuery } from './session-queries';
import { useSession } from './use-session';

/** Why the user may not do something, in a sentence; null when nothing speaks against it. */
export type Refusal = string | null;

/** What the signed-in user may do in one vhost. The broker checks again; this only keeps people from asking in vain. */
export interface Rights {
  readonly isAdministrator: boolean;
  readonly isMonitor: boolean;
  /** May neither declare nor publish anything here. */
  readonly isReadOnly: boolean;
  readonly configure: (name?: string) => Refusal;
  readonly write: (name?: string) => Refusal;
  readonly read: (name?: string) => Refusal;
  /** To take messages away, or to end what belongs to others. */
  readonly disturb: (name?: string) => Refusal;
  readonly administer: Refusal;
  readonly makePolicies: Refusal;
}

const waiting = 'Looking up what your user may do.';

export function useRights(vhost: string): Rights {
  const { data: user } = useSession();
  const permissions = useQuery(ownPermissionsQuery);
  // Another broker than Warren does not tell; then nothing is held back here, and the broker refuses what it must.
  const isUntold = permissions.error instanceof ApiError && permissions.error.status === 404;
  const own = permissions.data?.find((permission) => permission.vhost === vhost);
  const isKnown = permissions.data !== undefined;
  const tags = user?.tags;
  return useMemo(
    () => rightsOf({ vhost, tags: tags ?? [], own, isKnown, isUntold }),
    [vhost, tags, own, isKnown, isUntold],
  );
}

interface Known {
  readonly vhost: string;
  readonly tags: readonly string[];
  readonly own: Permission | undefined;
  readonly isKnown: boolean;
  readonly isUntold: boolean;
}

function rightsOf({ vhost, tags, own, isKnown, isUntold }: Known): Rights {
  const isAdministrator = tags.includes('administrator');
  const isReadOnly = isKnown && (own === undefined || (own.configure === '' && own.write === ''));
  function refusal(operation: 'configure' | 'write' | 'read', name?: string): Refusal {
    if (isUntold) return null;
    if (!isKnown) return waiting;
    if (own === undefined) return `Your user has no permission in vhost ${vhost}.`;
    const isAllowed = name === undefined ? own[operation] !== '' : permissionAllows(own[operation], name);
    if (isAllowed) return null;
    return name === undefined || name === ''
      ? `Your user has no ${operation} permission in vhost ${vhost}.`
      : `Your user has no ${operation} permission for ${name}.`;
  }
  const onlyLooks = isReadOnly ? `Your user may only look at vhost ${vhost}.` : null;
  return {
    isAdministrator,
    isMonitor: isAdministrator || tags.includes('monitoring'),
    isReadOnly,
    configure: (name) => refusal('configure', name),
    write: (name) => refusal('write', name),
    read: (name) => refusal('read', name),
    disturb: (name) => onlyLooks ?? refusal('read', name),
    administer: isAdministrator ? null : 'This needs the tag administrator.',
    makePolicies: policyRefusal(tags, own !== undefined || isUntold, vhost),
  };
}

function policyRefusal(tags: readonly string[], isAtHome: boolean, vhost: string): Refusal {
  if (tags.includes('administrator')) return null;
  if (!tags.includes('policymaker')) return 'This needs the tag policymaker.';
  return isAtHome ? null : `Your user has no permission in vhost ${vhost}.`;
}
