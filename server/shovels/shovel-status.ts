import type { ShovelSettings } from './shovel-settings';

/** RabbitMQ's states, and one of our own. While it waits for its next try a shovel is terminated, with the reason. */
export type ShovelState = 'starting' | 'running' | 'terminated' | 'paused';

export interface ShovelProgress {
  readonly state: ShovelState;
  /** Why it does not run; null while it does. */
  readonly reason: string | null;
  /** The URIs in use, without credentials; null while there are none. */
  readonly sourceUri: string | null;
  readonly destinationUri: string | null;
  /** Messages that have arrived, since the shovel was started. */
  readonly forwarded: number;
  /** Messages on their way. */
  readonly pending: number;
  /** Messages until it has done its work; null when it never has. */
  readonly remaining: number | null;
  /** The destination takes nothing at the moment. */
  readonly isBlocked: boolean;
}

export interface ShovelStatus {
  readonly name: string;
  readonly vhost: string;
  /** Null when its parameter cannot be read. */
  readonly settings: ShovelSettings | null;
  readonly progress: ShovelProgress;
  /** When the state was entered, milliseconds since the epoch. */
  readonly since: number;
}

/** The shovels of a broker, as the management API sees them. */
export interface ShovelPort {
  all(): readonly ShovelStatus[];
  get(vhost: string, name: string): ShovelStatus | undefined;
  restart(vhost: string, name: string): void;
}
