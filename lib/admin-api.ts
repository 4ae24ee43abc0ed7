import type { LogLevel } from './log-levels';

/** JSON of the management HTTP API for those who look after the broker: users, permissions, policies, limits, definitions. */

/** A line of the broker's log: Warren's addition. */
export interface LogLine {
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly level: LogLevel;
  readonly text: string;
}

export interface LogPage {
  /** The oldest first. */
  readonly items: readonly LogLine[];
  /** The number of the last line, whether it is shown or not. */
  readonly last: number;
}

export interface Permission {
  readonly user: string;
  readonly vhost: string;
  readonly configure: string;
  readonly write: string;
  readonly read: string;
}

export type PermissionPatterns = Pick<Permission, 'configure' | 'write' | 'read'>;

export interface TopicPermission {
  readonly user: string;
  readonly vhost: string;
  readonly exchange: string;
  readonly write: string;
  readonly read: string;
}

export interface User {
  readonly name: string;
  readonly tags: readonly string[];
  /** Empty for a user who cannot sign in with a password. */
  readonly password_hash?: string;
  readonly hashing_algorithm?: string;
  readonly limits?: Readonly<Record<string, number>>;
}

/** Without a password or a hash, the user cannot sign in with one any more. */
export interface UserDeclaration {
  readonly tags: string;
  readonly password?: string;
  readonly password_hash?: string;
  readonly hashing_algorithm?: string;
}

export const applyToValues = ['all', 'queues', 'classic_queues', 'quorum_queues', 'exchanges'] as const;

export type ApplyTo = (typeof applyToValues)[number];

export interface Policy {
  readonly vhost: string;
  readonly name: string;
  readonly pattern: string;
  readonly 'apply-to': ApplyTo | 'streams';
  readonly definition: Readonly<Record<string, unknown>>;
  readonly priority: number;
}

export type PolicyKind = 'policies' | 'operator-policies';

export type PolicyDeclaration = Pick<Policy, 'pattern' | 'apply-to' | 'definition' | 'priority'>;

export interface VHostLimits {
  readonly vhost: string;
  readonly value: Readonly<Record<string, number>>;
}

export interface UserLimits {
  readonly user: string;
  readonly value: Readonly<Record<string, number>>;
}

export type Verdict = 'create' | 'change' | 'equal' | 'conflict' | 'skip';

export interface ImportPreview extends Readonly<Record<Verdict, number>> {
  readonly items: readonly ImportItem[];
}

export interface ImportItem {
  readonly kind: string;
  readonly vhost: string | null;
  readonly name: string;
  readonly verdict: Verdict;
  readonly reason?: string;
}

export interface BrokerNode {
  readonly name: string;
  readonly uptime: number;
  readonly processors: number;
  readonly mem_used: number;
  readonly mem_limit: number;
  readonly mem_alarm: boolean;
  readonly disk_free: number;
  readonly disk_free_limit: number;
  readonly disk_free_alarm: boolean;
  readonly fd_used: number;
  readonly fd_total: number;
  readonly sockets_used: number;
  readonly os_pid: string;
}

export interface HealthReply {
  readonly status: string;
  readonly reason?: string;
  /** What is low, where the check is about alarms. */
  readonly alarms?: readonly { readonly node: string; readonly resource: 'memory' | 'disk' }[];
}
