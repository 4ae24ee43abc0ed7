import type { Message } from './message';

/** A message that waits for its time. It may be gone when somebody looks at it later. */
export interface WaitingMessage {
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
  /** By which its exchange knows it; null when its queue keeps it. */
  readonly keptAs: number | null;
  /** Null once it waits no longer. `order` is its place in its queue; null when it is in an exchange. */
  look(): { readonly message: Message; readonly order: number | null } | null;
}
