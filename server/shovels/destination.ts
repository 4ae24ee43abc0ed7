import type { ConsumeMessage } from 'amqplib';

/** Where a shovel brings its messages. */
export interface Destination {
  /** As people may see it. */
  readonly shownUri: string;
  /** False while it takes no more for the moment; what is sent nevertheless waits in memory. */
  readonly isReady: boolean;
  /** The destination's own word that it takes nothing. */
  readonly isBlocked: boolean;
  /** `settled` is called once: with null when the message is there, or with why it is not. */
  send(message: ConsumeMessage, settled: (failure: Error | null) => void): void;
  /** Settles when what was sent has left, as far as it can. */
  close(): Promise<void>;
}

export interface DestinationEvents {
  /** It is ready again, or it is blocked or unblocked. */
  readonly onChange: () => void;
  readonly onFailure: (failure: Error) => void;
}
