'use client';

import { AlertDialog } from '@base-ui/react/alert-dialog';
import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { Button } from './button';
import { cn } from './cn';
import { DialogFooter, dialogPopupClassName, dialogViewportClassName, keepSubmit } from './dialog';
import { Field } from './field';
import { Input } from './input';
import { backdropClassName } from './popup';

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description: ReactNode;
  /** The verb of the act, with its count: `Purge 12 messages`. */
  readonly confirmLabel: string;
  /** When set, the button stays locked until this text is typed. */
  readonly typedConfirmation?: string | null;
  readonly pending?: boolean;
  readonly error?: ReactNode;
  readonly disabled?: boolean;
  readonly onConfirm: () => void;
  readonly children?: ReactNode;
}

/** Asks before a destructive act, and asks for the name when something would be lost. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  typedConfirmation = null,
  pending = false,
  error,
  disabled = false,
  onConfirm,
  children,
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState('');
  const formId = useId();
  const locked = typedConfirmation !== null && typed !== typedConfirmation;

  useEffect(() => {
    if (!open) setTyped('');
  }, [open]);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!locked && !pending && !disabled) onConfirm();
  }

  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop forceRender className={backdropClassName} />
        <AlertDialog.Viewport className={dialogViewportClassName}>
          <AlertDialog.Popup onSubmit={keepSubmit} className={cn(dialogPopupClassName, 'sm:max-w-md')}>
            <form
              id={formId}
              onSubmit={submit}
              className="@container flex min-h-0 flex-col gap-4 overflow-y-auto px-5 pt-5 pb-5 sm:px-6"
            >
              <div>
                <AlertDialog.Title className="font-semibold text-base break-words">{title}</AlertDialog.Title>
                <AlertDialog.Description render={<div />} className="mt-1 text-muted-foreground text-sm">
                  {description}
                </AlertDialog.Description>
              </div>
              {children}
              {typedConfirmation !== null && (
                <Field
                  label={
                    <>
                      Type <code className="rounded-sm bg-muted px-1 font-mono break-all">{typedConfirmation}</code> to
                      confirm
                    </>
                  }
                >
                  <Input mono value={typed} onValueChange={setTyped} />
                </Field>
              )}
              {error}
            </form>
            <DialogFooter>
              <AlertDialog.Close render={<Button>Cancel</Button>} />
              <Button type="submit" form={formId} variant="destructive" pending={pending} disabled={locked || disabled}>
                {confirmLabel}
              </Button>
            </DialogFooter>
          </AlertDialog.Popup>
        </AlertDialog.Viewport>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
