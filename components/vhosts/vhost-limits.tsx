'use client';

import { useQuery } from '@tanstack/react-query';
import { LimitField } from '@/components/limits/limit-field';
import { vhostLimitTexts } from '@/components/limits/limit-texts';
import { vhostLimitsQuery } from '@/components/session/admin-queries';
import { useRights } from '@/components/session/use-rights';

export function VHostLimits({ vhost }: { readonly vhost: string }) {
  const { data } = useQuery(vhostLimitsQuery);
  const { administer } = useRights(vhost);
  const limits = data?.find((one) => one.vhost === vhost)?.value ?? {};
  return (
    <div className="flex flex-col gap-5">
      {vhostLimitTexts.map(({ name, label, help }) => (
        <LimitField
          key={name}
          limit={{ scope: 'vhost', of: vhost, name }}
          label={label}
          help={help}
          value={limits[name]}
          refusal={administer}
        />
      ))}
    </div>
  );
}
