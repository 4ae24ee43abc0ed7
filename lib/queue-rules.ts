/** What says how a queue treats its messages. */
export interface QueueTraits {
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly effective_policy_definition?: Readonly<Record<string, unknown>> | null;
}

/** What a queue's arguments and policies come to, for somebody who looks at it. Undefined where nothing is said. */
export interface QueueRules {
  readonly messageTtlMs: number | undefined;
  readonly expiresMs: number | undefined;
  readonly maxLength: number | undefined;
  readonly maxLengthBytes: number | undefined;
  readonly overflow: string | undefined;
  readonly deadLetterExchange: string | undefined;
  readonly deadLetterRoutingKey: string | undefined;
  readonly deliveryLimit: number | undefined;
  readonly maxPriority: number | undefined;
  readonly maxAge: string | undefined;
  readonly isSingleActive: boolean;
}

/** As the broker does it: the smaller number counts, and the argument's word before the policy's. */
export function queueRules(queue: QueueTraits): QueueRules {
  const { arguments: args } = queue;
  const policy = queue.effective_policy_definition ?? {};
  const both = (key: string): unknown[] => [args[`x-${key}`], policy[key]];
  function smaller(key: string): number | undefined {
    const numbers = both(key).filter((value) => typeof value === 'number');
    return numbers.length === 0 ? undefined : Math.min(...numbers);
  }
  const text = (key: string): string | undefined => both(key).find((value) => typeof value === 'string');
  return {
    messageTtlMs: smaller('message-ttl'),
    expiresMs: smaller('expires'),
    maxLength: smaller('max-length'),
    maxLengthBytes: smaller('max-length-bytes'),
    overflow: text('overflow'),
    deadLetterExchange: text('dead-letter-exchange'),
    deadLetterRoutingKey: text('dead-letter-routing-key'),
    deliveryLimit: smaller('delivery-limit'),
    maxPriority: smaller('max-priority'),
    maxAge: text('max-age'),
    isSingleActive: args['x-single-active-consumer'] === true,
  };
}
