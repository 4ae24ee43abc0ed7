import type { LoginOrigin } from './access';
import type { Binding } from './binding';
import type { Channel } from './channel';
import type { Connection } from './connection';
import type { Consumer } from './consumer';
import type { DeathReason } from './death';
import type { Exchange } from './exchange';
import type { Message } from './message';
import type { Queue } from './queue';
import type { Permission, TopicPermission, User } from './user';

/** Told of each change of the topology, after it has happened. Every method is optional. */
export interface BrokerObserver {
  vhostCreated(vhost: string): void;
  vhostDeleted(vhost: string): void;
  exchangeCreated(exchange: Exchange): void;
  /** Other policies apply to it. */
  exchangeChanged(exchange: Exchange): void;
  exchangeDeleted(exchange: Exchange): void;
  queueCreated(queue: Queue): void;
  /** Other policies apply to it, or it was paused or let go on. */
  queueChanged(queue: Queue): void;
  queueDeleted(queue: Queue): void;
  bindingCreated(binding: Binding): void;
  bindingDeleted(binding: Binding): void;
  connectionOpened(connection: Connection): void;
  connectionClosed(connection: Connection): void;
  channelOpened(channel: Channel): void;
  channelClosed(channel: Channel): void;
  consumerCreated(consumer: Consumer): void;
  consumerDeleted(consumer: Consumer): void;
  /** A channel published to this exchange for the first time. */
  producerSeen(channel: Channel, exchange: string): void;
  /** Somebody has shown a password. */
  signedIn(user: string, isAccepted: boolean, origin: LoginOrigin): void;
  userCreated(user: User): void;
  /** The password or the tags of a user are others than before. */
  userChanged(user: User): void;
  userDeleted(user: User): void;
  permissionCreated(user: User, vhost: string, permission: Permission): void;
  permissionDeleted(user: User, vhost: string): void;
  topicPermissionCreated(user: User, vhost: string, exchange: string, permission: TopicPermission): void;
  topicPermissionDeleted(user: User, vhost: string): void;
  /** A memory alarm began (the reason) or ended (null). */
  alarmChanged(reason: string | null): void;
}

/**
 * Follows single messages of one vhost. `published` decides whether to follow a message and gives it a number above 0;
 * the other methods are called for such messages alone.
 */
export interface Tracer {
  published(channel: Channel | null, message: Message): number;
  routed(trace: number, source: string, destination: Queue | Exchange): void;
  enqueued(trace: number, queue: Queue): void;
  unroutable(trace: number, exchange: string, returned: boolean): void;
  /** `consumer` is null for basic.get, `channel` for the management API. */
  delivered(
    trace: number,
    queue: Queue,
    channel: Channel | null,
    consumer: Consumer | null,
    redelivered: boolean,
  ): void;
  settled(trace: number, queue: Queue, outcome: 'acked' | 'rejected' | 'requeued'): void;
  /** It left the queue without having been consumed; the queue's rules say whether it is dead-lettered. */
  died(trace: number, queue: Queue, reason: DeathReason): void;
}
