'use client';

import { X } from 'lucide-react';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { IconButton } from '@/components/ui/icon-button';

export interface StageAsideProps {
  readonly title: string;
  readonly kind?: string;
  readonly icon?: ReactNode;
  /** A dialog takes the focus and gives it back; the stage beside it stays in view and at work. */
  readonly isDialog?: boolean;
  readonly onClose: () => void;
  /** Stays in view under the body. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** Beside the stage: what is selected, a message that is being written, or the life of one. */
export function StageAside({ title, kind, icon, isDialog = false, onClose, footer, children }: StageAsideProps) {
  const box = useRef<HTMLElement>(null);
  // Before the browser hears of another key, which would go to what had the focus before.
  useLayoutEffect(() => {
    if (!isDialog) return;
    const before = document.activeElement;
    box.current?.querySelector<HTMLElement>('[data-aside-body] :is(input:not([aria-hidden=true]), textarea)')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [isDialog]);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    // Also when the focus has gone with the button that had it.
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isUnderPopup(box.current)) return;
      event.preventDefault();
      close.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <aside
      ref={box}
      {...(isDialog ? { role: 'dialog', 'aria-modal': false } : {})}
      aria-label={isDialog || kind === undefined ? title : `${kind} ${title}`}
      className="@container relative z-10 flex w-[23rem] shrink-0 flex-col border-l bg-popover"
    >
      <header className="flex items-center gap-3 px-5 py-3">
        {icon}
        <div className="min-w-0 flex-1 leading-tight">
          <h2 className="truncate font-semibold text-base" title={title}>
            {title}
          </h2>
          {kind !== undefined && <p className="text-muted-foreground text-xs">{kind}</p>}
        </div>
        <IconButton size="sm" label="Close (Esc)" tooltipSide="bottom" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <div data-aside-body className="min-h-0 flex-1 overflow-y-auto overscroll-contain pb-6">
        {children}
      </div>
      {footer}
    </aside>
  );
}

/** A menu, a list or a question over it is closed first. */
function isUnderPopup(aside: HTMLElement | null): boolean {
  const popups = document.querySelectorAll(
    '[role="dialog"]:not([data-closed]), [role="alertdialog"], [role="menu"], [role="listbox"]',
  );
  return [...popups].some((popup) => popup !== aside);
}
