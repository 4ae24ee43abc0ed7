import { cn } from '@/components/ui/cn';
import type { Side } from './ends';

/** Lines are drawn from here and to here. It only has to stand in a node; the canvas listens. */
export function Handle({ side, hint }: { readonly side: Side; readonly hint: string | undefined }) {
  return <div className={cn('canvas-handle', side)} data-side={side} title={hint} />;
}
