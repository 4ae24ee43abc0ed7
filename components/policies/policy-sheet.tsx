'use client';

import { ScrollText } from 'lucide-react';
import { Sheet } from '@/components/ui/sheet';
import type { Policy, PolicyKind } from '@/lib/admin-api';
import { PolicyForm } from './policy-form';

export interface PolicySheetProps {
  readonly vhost: string;
  readonly kind: PolicyKind;
  /** Undefined for a new one. */
  readonly policy: Policy | undefined;
  readonly policies: readonly Policy[];
  readonly open: boolean;
  readonly refusal: string | null;
  readonly onClose: () => void;
}

export function PolicySheet({ open, policy, onClose, ...form }: PolicySheetProps) {
  const noun = form.kind === 'policies' ? 'policy' : 'operator policy';
  return (
    <Sheet
      open={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      icon={<ScrollText aria-hidden className="size-5 text-primary" />}
      title={policy ? <span className="font-mono">{policy.name}</span> : `New ${noun}`}
      description={`${policy ? noun[0]?.toUpperCase() + noun.slice(1) : 'It applies at once,'} ${policy ? 'of' : 'in'} vhost ${form.vhost}`}
    >
      {open && <PolicyForm {...form} policy={policy} onDone={onClose} />}
    </Sheet>
  );
}
