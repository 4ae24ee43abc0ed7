import { RotateCw } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { CollapsedTunnel } from './collapsed-tunnel';
import { explainError } from './explain-error';

export interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly retrying?: boolean;
}

/** Stands where the content would be when it could not be read. */
export function ErrorState({ error, onRetry, retrying = false }: ErrorStateProps) {
  const explanation = explainError(error);
  return (
    <div role="alert" className="flex flex-col items-center gap-3 px-6 py-16 text-center">
      <CollapsedTunnel />
      <p className="max-w-md font-semibold text-base text-balance">{explanation.title}</p>
      {explanation.reason && (
        <p className="max-w-md font-mono text-muted-foreground text-xs break-words">{explanation.reason}</p>
      )}
      <Button onClick={onRetry} pending={retrying}>
        {!retrying && <RotateCw aria-hidden />}
        Try again
      </Button>
    </div>
  );
}
