import type { Engine } from '@/server/thread/engine';
import type { WebSession } from '@/server/web/session-store';
import { lookAt } from './look-at';

export type RoomAccess =
  | { readonly kind: 'allowed' }
  /** `isSignedOut` says that the person's credentials are no longer good for anything. */
  | { readonly kind: 'refused'; readonly reason: string; readonly isSignedOut: boolean }
  /** The broker could not say: it is busy, or it waits because of wrong passwords. */
  | { readonly kind: 'unknown' };

/** Asks the broker, in the person's name, whether the person may see a vhost. */
export async function askAccess(
  engine: Engine,
  session: WebSession | undefined,
  { vhost, peer }: { readonly vhost: string; readonly peer: string },
): Promise<RoomAccess> {
  if (session === undefined) return { kind: 'refused', reason: 'Nobody is signed in.', isSignedOut: false };
  const { status, headers } = await lookAt(`/api/vhosts/${encodeURIComponent(vhost)}`, { engine, session, peer });
  if (status === 200) return { kind: 'allowed' };
  if (status === 404) return refused(`There is no virtual host '${vhost}'.`);
  if (status !== 401) return { kind: 'unknown' };
  // A missing permission is refused without a challenge.
  if (headers['www-authenticate'] === undefined) return refused(`You may not see the virtual host '${vhost}'.`);
  return { kind: 'refused', reason: 'Your user or password has changed: sign in again.', isSignedOut: true };
}

function refused(reason: string): RoomAccess {
  return { kind: 'refused', reason, isSignedOut: false };
}
