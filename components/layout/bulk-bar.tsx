import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '@/components/ui/icon-button';

export interface BulkBarProps {
  /** What is chosen: `3 queues`. */
  readonly text: string;
  readonly onClear: () => void;
  /** The acts upon what is chosen. */
  readonly children: ReactNode;
}

/** Stands over the foot of a table while rows are chosen. */
export function BulkBar({ text, onClear, children }: BulkBarProps) {
  return (
    <div
      role="toolbar"
      aria-label={`Acts upon ${text}`}
      className="absolute bottom-4 left-1/2 z-20 flex max-w-[calc(100%-1rem)] -translate-x-1/2 items-center gap-2 rounded-lg border bg-popover py-1.5 pr-1.5 pl-4 shadow-popup"
    >
      <span className="mr-2 truncate font-medium text-sm">{text}</span>
      {children}
      <IconButton size="sm" label="Choose none" onClick={onClear}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
