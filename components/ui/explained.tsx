import { type FocusEvent, type HTMLAttributes, type ReactNode, useRef } from 'react';
import { lastInputWasKey } from './last-input';
import { Tooltip } from './tooltip';
import { hideTooltip, showTooltip } from './tooltip-store';

export interface ExplainedProps {
  /** In plain words; without it there is nothing to rest on. */
  readonly by: string | undefined;
  readonly children: ReactNode;
}

const MARK = 'data-explained';

/** The label of a control; resting on it explains it. Whoever hears the control named hears the explanation from there. */
export function Explained({ by, children }: ExplainedProps) {
  if (by === undefined) return children;
  return (
    <Tooltip content={by}>
      <span {...{ [MARK]: '' }} className="cursor-help underline decoration-dotted decoration-input underline-offset-3">
        {children}
      </span>
    </Tooltip>
  );
}

type FocusHandlers = Pick<HTMLAttributes<HTMLElement>, 'onFocus' | 'onBlur'>;

/**
 * For the element around a label and its control: while the keyboard is in the control, the label is explained beside
 * it. What a control opens elsewhere on the page is no part of it.
 */
export function useExplanationOnFocus(by: string | undefined): FocusHandlers {
  const anchor = useRef<HTMLElement | null>(null);
  if (by === undefined) return {};
  return {
    onFocus: ({ currentTarget, target, relatedTarget }: FocusEvent<HTMLElement>) => {
      if (!lastInputWasKey() || !currentTarget.contains(target) || currentTarget.contains(relatedTarget)) return;
      anchor.current = currentTarget.querySelector<HTMLElement>(`[${MARK}]`);
      // A control of a group that has an explanation of its own comes first.
      if (anchor.current === null || innermost(target) !== anchor.current) return;
      showTooltip({ anchor: anchor.current, content: by, side: 'top', isOfFocus: true }, 'rest');
    },
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
      if (!currentTarget.contains(relatedTarget)) hideTooltip();
    },
  };
}

/** The explained label nearest around an element. */
function innermost(element: Element | null): Element | null {
  if (element === null) return null;
  return element.querySelector(`[${MARK}]`) ?? innermost(element.parentElement);
}
