'use client';

import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { Toaster as Sonner } from 'sonner';

export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      offset={{ bottom: 24, right: 24 }}
      mobileOffset={{ bottom: 72 }}
      icons={{
        success: <CircleCheck aria-hidden className="size-4 text-success" />,
        error: <CircleAlert aria-hidden className="size-4 text-destructive" />,
        warning: <TriangleAlert aria-hidden className="size-4 text-warning" />,
        info: <Info aria-hidden className="size-4" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-(--width) items-start gap-2.5 rounded-lg border bg-popover px-3.5 py-3 text-popover-foreground text-sm shadow-popup',
          title: 'font-medium',
          description: 'text-muted-foreground',
          icon: 'mt-0.5 shrink-0',
          content: 'min-w-0 break-words',
          actionButton: 'ml-auto shrink-0 self-center rounded-md bg-muted px-2 py-1 font-medium text-xs',
        },
      }}
    />
  );
}
