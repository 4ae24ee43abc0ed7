import type { ReactNode } from 'react';
import { Tooltip } from './tooltip';

export interface ExplainedProps {
  /** In plain words; without it there is nothing to rest on. */
  readonly by: string | undefined;
  readonly children: ReactNode;
}

/** The label of a control; resting on it explains it. Whoever hears the control named hears the explanation from there. */
export function Explained({ by, children }: ExplainedProps) {
  if (by === undefined) return children;
  return (
    <Tooltip content={by}>
      <span className="cursor-help underline decoration-dotted decoration-input underline-offset-3">{children}</span>
    </Tooltip>
  );
}
