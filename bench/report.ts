import { cpus } from 'node:os';
import type { Cell, RowResult } from './benchmark';
import type { CeilingResult } from './ceiling';
import type { MemoryResult } from './memory-rows';
import type { Row } from './rows';
import type { Target } from './targets';

export interface Report {
  readonly date: Date;
  /** Load average of the minute before the run. */
  readonly loadBefore: number;
  readonly seconds: number;
  readonly rounds: number;
  readonly afterLoadSeconds: number;
  readonly targets: readonly Target[];
  readonly rows: readonly RowResult[];
  readonly memory: readonly MemoryResult[];
  readonly management: readonly MemoryResult[];
  readonly ceiling: readonly CeilingResult[];
}

/** A load average from which a run measures the machine's other work as much as the brokers. */
const BUSY_LOAD = 1;

/** The middle of the rounds; a row's figures are medians one by one. */
function medianOf(cell: Cell, read: (round: Cell['rounds'][number]) => number): number | null {
  const values = cell.rounds.map(read).sort((a, b) => a - b);
  if (values.length === 0 || cell.failure !== null) return null;
  const middle = Math.floor(values.length / 2);
  const upper = values[middle] ?? 0;
  return values.length % 2 === 1 ? upper : (upper + (values[middle - 1] ?? 0)) / 2;
}

export function toMarkdown(report: Report): string {
  const sections = [describeRun(report)];
  if (report.rows.length > 0) sections.push(comparisonTable(report), footnotes(report));
  if (report.memory.length > 0) {
    const rows = report.memory.map(({ title, value }) => [title, value]);
    sections.push(markdownTable(['resident memory of Warren', 'measured'], rows));
  }
  if (report.management.length > 0) {
    const rows = report.management.map(({ title, value }) => [title, value]);
    sections.push(markdownTable(['the management API of Warren', 'measured'], rows));
  }
  if (report.ceiling.length > 0) {
    const head = ['load generator against a sink', 'published/s', 'consumed/s'];
    const rows = report.ceiling.map((line) => [
      line.title,
      thousands(line.publishedPerSecond),
      thousands(line.consumedPerSecond),
    ]);
    sections.push(markdownTable(head, rows));
  }
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

export function toJson(report: Report): string {
  const rows = report.rows.map(({ row, cells }) => ({
    ...row,
    results: Object.fromEntries(
      [...cells].map(([name, { rounds, failure, notices }]) => [name, { rounds, failure, notices: [...notices] }]),
    ),
  }));
  const targets = report.targets.map(({ name, product, version }) => ({ name, product, version }));
  return `${JSON.stringify({ ...report, machine: machine(), targets, rows }, null, 2)}\n`;
}

function machine(): string {
  const cores = cpus();
  return `${cores[0]?.model.trim() ?? 'unknown CPU'}, ${cores.length} cores, Node ${process.version}`;
}

function describeRun(report: Report): string {
  const { seconds, rounds, afterLoadSeconds } = report;
  const targets = report.targets.map(({ name, product, version }) => `${name}: ${product} ${version}`);
  const lines = [`${report.date.toISOString().slice(0, 16).replace('T', ' ')} UTC. ${machine()}.`];
  if (report.loadBefore > BUSY_LOAD) {
    const load = report.loadBefore.toFixed(1);
    lines.push(
      `The machine was busy with something else (load average ${load} before the run); do not quote these figures.`,
    );
  }
  if (targets.length > 0) lines.push(`${targets.join('; ')}.`);
  if (report.rows.length > 0) {
    lines.push(
      `Messages a second that reached consumers, median of ${rounds} runs of ${seconds} s, brokers taking turns, ` +
        'bodies of 16 bytes and one queue unless said.',
    );
  }
  if (report.rows.some(({ row }) => row.afterLoad)) lines.push(`Full load before the last row: ${afterLoadSeconds} s.`);
  return lines.join('\n');
}

function comparisonTable(report: Report): string {
  const warren = report.targets.find((target) => target.isWarren);
  const others = warren ? report.targets.filter((target) => !target.isWarren) : [];
  const head = ['', ...report.targets.map(({ name }) => name), ...others.map(({ name }) => `Warren / ${name}`)];
  const rows = report.rows.map(({ row, cells }) => {
    const figures = report.targets.map(({ name }) => figureOf(row, cells.get(name)));
    const ratios = others.map(({ name }) => ratioOf(row, cells.get(warren?.name ?? ''), cells.get(name)));
    return [row.title, ...figures, ...ratios];
  });
  return markdownTable(head, rows);
}

function figureOf(row: Row, cell: Cell | undefined): string {
  const rate = cell && medianOf(cell, (round) => round.consumedPerSecond);
  if (cell === undefined || rate === null || rate === undefined) return 'failed';
  if (row.rate === 0) return thousands(rate);
  const p50 = medianOf(cell, (round) => round.p50) ?? 0;
  const p99 = medianOf(cell, (round) => round.p99) ?? 0;
  return `${Math.round(p50)} / ${Math.round(p99)} us`;
}

/** More is better in a ratio of rates, less in one of latencies; the latter says so. */
function ratioOf(row: Row, warren: Cell | undefined, other: Cell | undefined): string {
  const read = (round: Cell['rounds'][number]): number => (row.rate === 0 ? round.consumedPerSecond : round.p99);
  const ours = warren ? medianOf(warren, read) : null;
  const theirs = other ? medianOf(other, read) : null;
  if (ours === null || theirs === null || theirs === 0) return '';
  return row.rate === 0 ? `${(ours / theirs).toFixed(1)}x` : `${(ours / theirs).toFixed(2)}x of p99`;
}

function footnotes(report: Report): string {
  const lines: string[] = [];
  for (const { row, cells } of report.rows) {
    for (const [name, { failure, notices }] of cells) {
      if (failure !== null) lines.push(`- FAILED, ${row.id}, ${name}: ${failure}`);
      for (const notice of notices) lines.push(`- ${row.id}, ${name}: ${notice}`);
    }
  }
  return lines.join('\n');
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

function thousands(perSecond: number): string {
  if (perSecond < 10_000) return Math.round(perSecond).toLocaleString('en');
  return `${Math.round(perSecond / 1000).toLocaleString('en')} k`;
}
