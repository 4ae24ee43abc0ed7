'use client';

import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ComponentProps, type ReactNode, type SyntheticEvent, useRef } from 'react';
import { cn } from './cn';
import { IconButton } from './icon-button';
import { backdropClassName } from './popup';
import { SectionHeading } from './section';

export const dialogPopupClassName = cn(
  'relative flex max-h-full w-full min-w-0 flex-col overflow-hidden border bg-popover text-popover-foreground shadow-popup outline-none',
  'rounded-t-xl sm:rounded-xl transition-[opacity,scale,translate] duration-250 ease-out',
  'data-starting-style:translate-y-4 data-starting-style:opacity-0 data-ending-style:translate-y-2 data-ending-style:opacity-0',
);

export const dialogViewportClassName =
  'fixed inset-0 z-50 flex items-end justify-center overflow-hidden pt-10 sm:items-center sm:p-6';

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly size?: 'sm' | 'md' | 'lg';
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

const sizes = { sm: 'sm:max-w-md', md: 'sm:max-w-xl', lg: 'sm:max-w-3xl' } as const;

export function Dialog({ open, onOpenChange, title, description, size = 'md', footer, children }: DialogProps) {
  const bodyRef = useRef<HTMLDivElement>(null);
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop forceRender className={backdropClassName} />
        <BaseDialog.Viewport className={dialogViewportClassName}>
          <BaseDialog.Popup
            onSubmit={keepSubmit}
            initialFocus={(openedBy) => (openedBy === 'touch' ? true : firstControl(bodyRef.current))}
            className={cn(dialogPopupClassName, sizes[size])}
          >
            <div className="flex items-start gap-4 px-5 pt-4 pb-3 sm:px-6 sm:pt-5">
              <div className="min-w-0 flex-1">
                <BaseDialog.Title className="font-semibold text-base leading-6">{title}</BaseDialog.Title>
                {description && (
                  <BaseDialog.Description className="mt-0.5 text-muted-foreground text-sm">
                    {description}
                  </BaseDialog.Description>
                )}
              </div>
              <BaseDialog.Close
                render={
                  <IconButton label="Close" size="sm" tooltip={false} className="-mr-1.5">
                    <X aria-hidden />
                  </IconButton>
                }
              />
            </div>
            <div
              ref={bodyRef}
              className="@container min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 pt-1 pb-5 sm:px-6"
            >
              <SectionHeading value="h3">{children}</SectionHeading>
            </div>
            {footer && <DialogFooter>{footer}</DialogFooter>}
          </BaseDialog.Popup>
        </BaseDialog.Viewport>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

/** React hands the submit of a form in a portal on to a form that the dialog is written in; that one did not ask for it. */
export function keepSubmit(event: SyntheticEvent): void {
  event.stopPropagation();
}

function firstControl(body: HTMLElement | null): HTMLElement | null {
  return body?.querySelector<HTMLElement>('input:not([aria-hidden=true]), textarea, button') ?? null;
}

export function DialogFooter({ className, ...props }: ComponentProps<'div'>) {
  return (
    <div
      {...props}
      className={cn(
        'flex flex-wrap items-center justify-end gap-2 border-t bg-muted/50 px-5 py-3 sm:px-6',
        'pb-[calc(0.75rem+env(safe-area-inset-bottom,0px))] sm:pb-3',
        className,
      )}
    />
  );
}
