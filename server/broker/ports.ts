import type { Block } from './block';
import type { FieldTable } from './field-table';
import type { Properties } from './properties';

/** Milliseconds since the epoch; injected so that tests own the time. */
export interface Clock {
  now(): number;
}

/** Calls back after a while; injected so that tests own the time. */
export interface Timer {
  /** The returned function calls it off. */
  start(delayMs: number, ring: () => void): () => void;
}

/** A password as it is kept: base64 of a 4-byte salt and the digest of salt and password (RabbitMQ's format). */
export interface PasswordHash {
  readonly hash: string;
  /** RabbitMQ's name, `rabbit_password_hashing_sha256` for instance. */
  readonly algorithm: string;
}

export interface PasswordHasher {
  hash(password: string): PasswordHash;
  /** False as well when the algorithm is unknown or the hash malformed. */
  verify(stored: PasswordHash, password: string): boolean;
}

/** Where encoded properties lie: in block[start, end). */
export interface EncodedProperties {
  readonly block: Block;
  readonly start: number;
  readonly end: number;
}

export interface NumberHeader {
  readonly name: string;
  /** A whole number from 0. */
  readonly value: number;
}

/** Reads and writes the encoded basic properties of a message, which the core carries as bytes. */
export interface PropertiesCodec {
  encode(properties: Properties): Uint8Array;
  decode(bytes: Uint8Array): Properties;
  /** The headers table alone; empty when the message has none. */
  decodeHeaders(bytes: Uint8Array): FieldTable;
  /** How many bytes more properties with these flags take with a 64-bit integer added to their headers. */
  headerGrowth(flags: number, name: string): number;
  /** Copies properties with such a header added, whose name must not be there yet. */
  copyWithHeader(properties: EncodedProperties, header: NumberHeader, target: Block, at: number): void;
  /** The priority alone; undefined when the message has none. */
  decodePriority(bytes: Uint8Array): number | undefined;
  /** The expiration alone, in the publisher's text. */
  decodeExpiration(bytes: Uint8Array): string | undefined;
}

/** What the core needs from outside itself. */
export interface BrokerPorts {
  readonly clock: Clock;
  readonly timer: Timer;
  readonly passwords: PasswordHasher;
  readonly codec: PropertiesCodec;
  /** From 0 to below 1. */
  random(): number;
  /** 22 characters of base64url, for server-named queues and consumer tags. */
  randomName(): string;
}
