import { LimitField } from '@/components/limits/limit-field';
import { userLimitTexts } from '@/components/limits/limit-texts';
import type { User } from '@/lib/admin-api';

export function UserLimits({ user }: { readonly user: User }) {
  return (
    <div className="flex flex-col gap-5">
      {userLimitTexts.map(({ name, label, help }) => (
        <LimitField
          key={name}
          limit={{ scope: 'user', of: user.name, name }}
          label={label}
          help={help}
          value={user.limits?.[name]}
          refusal={null}
        />
      ))}
    </div>
  );
}
