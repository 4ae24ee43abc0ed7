'use client';

import { type ReactNode, useRef, useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import type { PublishBody } from '@/lib/management-api';
import { compileTemplate } from '@/lib/payload-template';
import type { PublishValues } from './publish-values';

/** Whether there is something to fill in; what is given as bytes is taken as it is. */
function hasVariables({ routingKey, payload, payloadEncoding }: PublishValues): boolean {
  return !compileTemplate(routingKey).isFixed || (payloadEncoding === 'string' && !compileTemplate(payload).isFixed);
}

/** The message with its variables filled in. */
function filled(body: PublishBody, n: number): PublishBody {
  const { routing_key: key, payload, payload_encoding: encoding } = body;
  return {
    ...body,
    routing_key: compileTemplate(key).fill(n),
    payload: encoding === 'string' ? compileTemplate(payload).fill(n) : payload,
  };
}

/**
 * Variables in a message, which are filled in anew each time that it is published, unless somebody wants them as they stand.
 * `isAskedFor` is what holds until then.
 */
export function useVariables(
  values: PublishValues,
  isAskedFor: boolean,
): {
  /** Null when there are none. */
  readonly choice: ReactNode;
  readonly fill: (body: PublishBody) => PublishBody;
} {
  const [isFilling, setFilling] = useState(isAskedFor);
  const count = useRef(0);
  return {
    choice: hasVariables(values) ? (
      <Checkbox
        checked={isFilling}
        onCheckedChange={setFilling}
        label="Fill in the variables"
        help="{{n}}, {{uuid}}, {{now}} and {{pick:a,b}} in the key and the payload, anew for each message."
      />
    ) : null,
    fill(body) {
      if (!isFilling) return body;
      count.current += 1;
      return filled(body, count.current);
    },
  };
}
