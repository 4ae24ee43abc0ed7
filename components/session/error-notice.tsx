import { CircleAlert } from 'lucide-react';
import { explainError } from './explain-error';

/** The failure of an act, beside the form that asked for it. */
export function ErrorNotice({ error, title }: { readonly error: unknown; readonly title?: string }) {
  if (!error) return null;
  const explanation = explainError(error);
  return (
    <div role="alert" className="flex gap-2.5 rounded-md bg-destructive-soft p-3 text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-destructive" />
      <div className="min-w-0">
        <p className="font-medium">{title ?? explanation.title}</p>
        {explanation.reason && (
          <p className="mt-0.5 font-mono text-muted-foreground text-xs break-words">{explanation.reason}</p>
        )}
      </div>
    </div>
  );
}
