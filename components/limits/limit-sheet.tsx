'use client';

import { useQuery } from '@tanstack/react-query';
import { Gauge } from 'lucide-react';
import { userLimitsQuery, vhostLimitsQuery } from '@/components/session/admin-queries';
import { useRights } from '@/components/session/use-rights';
import { Sheet } from '@/components/ui/sheet';
import { LimitField } from './limit-field';
import { userLimitTexts, vhostLimitTexts } from './limit-texts';

export interface LimitSheetProps {
  readonly scope: 'vhost' | 'user';
  /** Whose limits to show; the sheet is open while there is one. */
  readonly name: string | null;
  readonly onClose: () => void;
}

export function LimitSheet({ scope, name, onClose }: LimitSheetProps) {
  const { data: vhosts } = useQuery({ ...vhostLimitsQuery, enabled: name !== null && scope === 'vhost' });
  const { data: users } = useQuery({ ...userLimitsQuery, enabled: name !== null && scope === 'user' });
  const { administer } = useRights('/');
  const texts = scope === 'vhost' ? vhostLimitTexts : userLimitTexts;
  const values =
    (scope === 'vhost' ? vhosts?.find((one) => one.vhost === name) : users?.find((one) => one.user === name))?.value ??
    {};
  return (
    <Sheet
      open={name !== null}
      onOpenChange={(open) => !open && onClose()}
      icon={<Gauge aria-hidden className="size-5 text-primary" />}
      title={<span className="font-mono">{name}</span>}
      description={scope === 'vhost' ? 'Limits of the virtual host' : 'Limits of the user'}
    >
      {name !== null && (
        <div className="flex flex-col gap-5 px-5 py-4">
          {texts.map((text) => (
            <LimitField
              key={text.name}
              limit={{ scope, of: name, name: text.name }}
              label={text.label}
              help={text.help}
              value={values[text.name]}
              refusal={administer}
            />
          ))}
        </div>
      )}
    </Sheet>
  );
}
