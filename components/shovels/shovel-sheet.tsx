'use client';

import { useQuery } from '@tanstack/react-query';
import { Shovel } from 'lucide-react';
import { ErrorState } from '@/components/session/error-state';
import { Sheet } from '@/components/ui/sheet';
import { SkeletonRows } from '@/components/ui/skeleton';
import type { ShovelStatus } from '@/lib/shovels';
import { ShovelForm } from './shovel-form';
import { ShovelProgress } from './shovel-progress';
import { shovelValueQuery } from './shovel-queries';

export interface ShovelSheetProps {
  readonly vhost: string;
  /** Undefined for a new one. */
  readonly shovel: ShovelStatus | undefined;
  readonly open: boolean;
  readonly refusal: string | null;
  readonly onClose: () => void;
}

export function ShovelSheet({ vhost, shovel, open, refusal, onClose }: ShovelSheetProps) {
  return (
    <Sheet
      open={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      icon={<Shovel aria-hidden className="size-5 text-primary" />}
      title={shovel ? <span className="font-mono">{shovel.name}</span> : 'New shovel'}
      description={shovel ? `Shovel of vhost ${vhost}` : `It begins at once, in vhost ${vhost}`}
    >
      {open && (
        <div className="@container flex flex-col gap-6 px-5 py-4">
          {shovel && <ShovelProgress shovel={shovel} refusal={refusal} onDeleted={onClose} />}
          {shovel === undefined ? (
            <ShovelForm vhost={vhost} former={undefined} name="" refusal={refusal} onDone={onClose} />
          ) : (
            refusal === null && <KnownShovel vhost={vhost} name={shovel.name} onDone={onClose} />
          )}
        </div>
      )}
    </Sheet>
  );
}

interface KnownShovelProps {
  readonly vhost: string;
  readonly name: string;
  readonly onDone: () => void;
}

function KnownShovel({ vhost, name, onDone }: KnownShovelProps) {
  const query = useQuery(shovelValueQuery({ vhost, name }));
  if (query.data) return <ShovelForm vhost={vhost} former={query.data} name={name} refusal={null} onDone={onDone} />;
  if (query.error) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />;
  }
  return <SkeletonRows rows={6} label="Loading the settings" />;
}
