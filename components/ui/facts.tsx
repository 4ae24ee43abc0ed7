import type { ReactNode } from 'react';
import { type TermName, termNamed } from './glossary';
import { Term } from './term';

export interface FactsProps {
  /** A label that is a term of the glossary explains itself without being told to. */
  readonly rows: readonly (readonly [label: string, value: ReactNode, explained?: TermName])[];
  readonly mono?: boolean;
}

/** Names and values, one pair a line. */
export function Facts({ rows, mono = false }: FactsProps) {
  return (
    <dl className="grid grid-cols-[minmax(7rem,max-content)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-[0.8125rem]">
      {rows.map(([label, value, explained]) => (
        <div key={label} className="col-span-2 grid grid-cols-subgrid">
          <dt className={mono ? 'font-mono text-muted-foreground break-all' : 'text-muted-foreground'}>
            <FactLabel label={label} term={mono ? explained : (explained ?? termNamed(label))} />
          </dt>
          <dd className={mono ? 'font-mono break-all' : 'break-words'}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function FactLabel({ label, term }: { readonly label: string; readonly term: TermName | undefined }) {
  return term === undefined ? label : <Term name={term}>{label}</Term>;
}
