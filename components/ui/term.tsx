'use client';

import { type ReactNode, useId } from 'react';
import { glossary, type TermName } from './glossary';
import { Tooltip } from './tooltip';

export interface TermProps {
  readonly name: TermName;
  /** What is written, when it is not the term itself. */
  readonly children?: ReactNode;
}

/** A term of the field; resting on it, or focusing it, explains it in plain words. */
export function Term({ name, children = name }: TermProps) {
  const id = useId();
  return (
    <>
      <Tooltip content={glossary[name]}>
        <dfn
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the explanation must be reachable with the keyboard.
          tabIndex={0}
          aria-describedby={id}
          className="cursor-help not-italic underline decoration-dotted decoration-input underline-offset-3"
        >
          {children}
        </dfn>
      </Tooltip>
      <span id={id} hidden>
        {glossary[name]}
      </span>
    </>
  );
}
