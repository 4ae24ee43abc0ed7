export type MetricType = 'counter' | 'gauge' | 'untyped';

export interface Description {
  /** Without the prefix. */
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
}

export type Labels = Readonly<Record<string, string>>;

/** `vhost="/",queue="a"`, as it stands between the braces. */
export function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escapeLabel(value)}"`)
    .join(',');
}

/** What Prometheus's text format asks for inside quotes. */
function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** The lines that come before a metric's samples, in RabbitMQ's order. */
export function headOf(prefix: string, { name, type, help }: Description): string {
  return `# TYPE ${prefix}${name} ${type}\n# HELP ${prefix}${name} ${help}\n`;
}

export function sampleLine(fullName: string, labels: string, value: number): string {
  return labels === '' ? `${fullName} ${value}\n` : `${fullName}{${labels}} ${value}\n`;
}

/** A metric with all of its samples at once: for those of which there are few. */
export function shortMetric(
  prefix: string,
  description: Description,
  samples: readonly (readonly [labels: Labels, value: number])[],
): string {
  const lines = samples.map(([labels, value]) => sampleLine(prefix + description.name, labelText(labels), value));
  return headOf(prefix, description) + lines.join('');
}
