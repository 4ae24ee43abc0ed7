'use client';

import { Dialog } from '@/components/ui/dialog';
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
      title="Publish a message"
      description="The form stays open, so that you can publish again."
    >
      <PublishForm {...form} />
    </Dialog>
  );
}
