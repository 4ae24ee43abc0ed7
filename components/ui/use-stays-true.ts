'use client';

import { useState } from 'react';

/** True once the value has been true: what was shown stays mounted, so that it can leave in its own time. */
export function useStaysTrue(value: boolean): boolean {
  const [wasTrue, setWasTrue] = useState(value);
  if (value && !wasTrue) setWasTrue(true);
  return wasTrue || value;
}
