import type { Policy } from '@/server/broker/policy';
import type { Fields } from '@/server/management/fields';

export interface ShownPolicy {
  readonly vhost: string;
  readonly policy: Policy;
}

export const policyFields: Fields<ShownPolicy> = {
  vhost: ({ vhost }) => vhost,
  name: ({ policy }) => policy.name,
  pattern: ({ policy }) => policy.pattern,
  'apply-to': ({ policy }) => policy.applyTo,
  definition: ({ policy }) => policy.definition,
  priority: ({ policy }) => policy.priority,
};
