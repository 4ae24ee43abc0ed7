'use client';

import { Equal, Minus, PencilLine, Plus, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import type { ImportItem, ImportPreview, Verdict } from '@/lib/admin-api';
import { formatCount } from '@/lib/format';
import { kindLabel } from './kind-label';

interface VerdictText {
  readonly verdict: Verdict;
  readonly label: string;
  readonly icon: ReactNode;
  readonly className: string;
}

const verdicts: readonly VerdictText[] = [
  { verdict: 'create', label: 'new', icon: <Plus aria-hidden />, className: 'text-success' },
  { verdict: 'change', label: 'changed', icon: <PencilLine aria-hidden />, className: 'text-warning' },
  { verdict: 'conflict', label: 'cannot change', icon: <TriangleAlert aria-hidden />, className: 'text-destructive' },
  { verdict: 'skip', label: 'passed over', icon: <Minus aria-hidden />, className: 'text-muted-foreground' },
  { verdict: 'equal', label: 'same', icon: <Equal aria-hidden />, className: 'text-muted-foreground' },
];

const pageSize = 100;

/** What an import would do, entry by entry; what is the same is left out until it is asked for. */
export function DefinitionsDiff({ preview }: { readonly preview: ImportPreview }) {
  const [shown, setShown] = useState<ReadonlySet<Verdict>>(new Set(['create', 'change', 'conflict', 'skip']));
  const [limit, setLimit] = useState(pageSize);
  const items = preview.items.filter(({ verdict }) => shown.has(verdict));
  const groups = groupByKind(items.slice(0, limit));

  function toggle(verdict: Verdict) {
    const next = new Set(shown);
    if (!next.delete(verdict)) next.add(verdict);
    setShown(next);
  }

  return (
    <section aria-label="What the import would do" className="rounded-lg border bg-card">
      <div className="flex flex-wrap gap-1.5 border-b p-3">
        {verdicts.map(({ verdict, label, icon, className }) => (
          <button
            key={verdict}
            type="button"
            aria-pressed={shown.has(verdict)}
            onClick={() => toggle(verdict)}
            disabled={preview[verdict] === 0}
            className="inline-flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-xs aria-pressed:bg-muted disabled:opacity-50 [&_svg]:size-3.5"
          >
            <span className={className}>{icon}</span>
            {formatCount(preview[verdict])} {label}
          </button>
        ))}
      </div>
      {items.length === 0 && <p className="p-3 text-muted-foreground text-sm">Nothing of that kind.</p>}
      {[...groups].map(([kind, list]) => (
        <div key={kind} className="border-b px-3 py-2 last:border-b-0">
          <h4 className="mb-1 font-medium text-muted-foreground text-xs">{kindLabel(kind)}</h4>
          <ul>
            {list.map((item) => (
              <DiffRow key={`${item.vhost}\n${item.name}`} item={item} />
            ))}
          </ul>
        </div>
      ))}
      {items.length > limit && (
        <Button size="sm" variant="ghost" className="m-2" onClick={() => setLimit(limit + pageSize * 5)}>
          Show more of {formatCount(items.length - limit)}
        </Button>
      )}
    </section>
  );
}

function groupByKind(items: readonly ImportItem[]): Map<string, ImportItem[]> {
  const groups = new Map<string, ImportItem[]>();
  for (const item of items) groups.set(item.kind, [...(groups.get(item.kind) ?? []), item]);
  return groups;
}

function DiffRow({ item }: { readonly item: ImportItem }) {
  const text = verdicts.find(({ verdict }) => verdict === item.verdict);
  return (
    <li className="flex min-h-7 items-baseline gap-2 text-sm">
      <span className={cn('w-26 shrink-0 text-xs [&_svg]:mr-1.5 [&_svg]:inline [&_svg]:size-3.5', text?.className)}>
        {text?.icon}
        {text?.label}
      </span>
      <span className="min-w-0 break-all font-mono text-[0.8125rem]">
        {item.vhost !== null && <span className="text-muted-foreground">{item.vhost} </span>}
        {item.name}
      </span>
      {item.reason && <span className="min-w-0 text-muted-foreground text-xs">{item.reason}</span>}
    </li>
  );
}
