import type { Engine } from '@/server/thread/engine';
import { askAs } from '@/server/web/api-route';
import type { WebSession } from '@/server/web/session-store';
import { Refusal } from './reply';

export interface LookAtOptions {
  readonly engine: Engine;
  readonly session: WebSession | undefined;
  readonly peer: string;
}

/** What the management API answers to a person's GET: what a person may see is decided there alone. */
export async function lookAt(path: string, { engine, session, peer }: LookAtOptions): ReturnType<Engine['management']> {
  if (session === undefined) throw new Refusal('Nobody is signed in.');
  return await askAs(session, engine, { path, query: '', peer });
}
