import { Facts } from '@/components/ui/facts';
import { formatArgument } from '@/lib/format';
import type { AmqpArguments } from '@/lib/management-api';

export function ArgumentsFacts({ values }: { readonly values: AmqpArguments }) {
  const entries = Object.entries(values);
  if (entries.length === 0) return <p className="text-muted-foreground text-sm">None.</p>;
  return <Facts mono rows={entries.map(([name, value]) => [name, formatArgument(value)] as const)} />;
}
