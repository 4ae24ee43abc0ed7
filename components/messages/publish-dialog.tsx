'use client';

import { Dialog } from '@/components/ui/dialog';
import { exchangeLabel } from '@/lib/amqp-names';
import { PublishForm, type PublishFormProps } from './publish-form';

export interface PublishDialogProps extends PublishFormProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function PublishDialog({ open, onOpenChange, ...form }: PublishDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={titleOf(form.defaultExchange ?? null, form.defaultRoutingKey ?? '')}
      description="The form stays open, so that you can publish again."
    >
      <PublishForm {...form} />
    </Dialog>
  );
}

/** Names the place that the dialog was opened from. */
function titleOf(exchange: string | null, routingKey: string): string {
  if (exchange === null) return 'Publish a message';
  return exchange === '' && routingKey !== ''
    ? `Publish to queue ${routingKey}`
    : `Publish to ${exchangeLabel(exchange)}`;
}
