import type { LogLevel } from '@/server/log';
import type { ShovelSettings } from './shovel-settings';
import type { ShovelProgress } from './shovel-status';

/** One shovel as its thread gets it. */
export interface ShovelOrder {
  readonly name: string;
  readonly vhost: string;
  readonly settings: ShovelSettings;
  readonly clusterName: string;
  readonly local: LocalBroker;
}

/** How a shovel reaches the broker that it belongs to, for URIs without a host. */
export interface LocalBroker {
  readonly host: string;
  readonly port: number;
  /** The login for each vhost of this broker that its URIs name. */
  readonly logins: Readonly<Record<string, { readonly username: string; readonly password: string }>>;
}

export type ToShovels =
  | { readonly type: 'start'; readonly id: string; readonly order: ShovelOrder }
  | { readonly type: 'stop'; readonly id: string }
  | { readonly type: 'shutdown' };

export type FromShovels =
  | { readonly type: 'progress'; readonly id: string; readonly progress: ShovelProgress }
  /** It has done its work, as `src-delete-after` says. */
  | { readonly type: 'finished'; readonly id: string }
  | { readonly type: 'log'; readonly level: LogLevel; readonly text: string }
  | { readonly type: 'closed' };
