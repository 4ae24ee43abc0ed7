/** `error`: messages are lost, or something stands still. `warning`: it will go wrong. `advice`: it could be better. */
export type Severity = 'error' | 'warning' | 'advice';

export type FindingKind = 'queue' | 'exchange' | 'connection' | 'channel' | 'broker';

/** What a rule found. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  /** What it leads to, and what to do. */
  readonly remedy: string;
  /** Where RabbitMQ's documentation explains the matter. */
  readonly guide: string;
  /** Places at which it was found; the first of them follow. */
  readonly count: number;
  readonly places: readonly {
    readonly kind: FindingKind;
    /** Null for the broker as a whole. */
    readonly vhost: string | null;
    readonly name: string;
    /** With the numbers. */
    readonly detail: string;
  }[];
}

/** `GET /api/diagnosis`: the worst first. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  /** Rules that were asked, and things that they were asked about. */
  readonly rules: number;
  readonly looked_at: number;
}

/** What can be asked about alone. */
export type DiagnosedPlace =
  | { readonly kind: 'queue' | 'exchange'; readonly vhost: string; readonly name: string }
  | { readonly kind: 'connection'; readonly name: string };
