import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { compareDrains, measureBacklogs } from './backlog-rows';
import { Benchmark, type RowResult } from './benchmark';
import { measureCeiling } from './ceiling';
import { Interruption, listenForSignals } from './interruption';
import { measureManagement } from './management-rows';
import { measureMemory } from './memory-rows';
import { HELP, type Options, readOptions, SPECIAL_ROWS, UsageError } from './options';
import { type Report, toJson, toMarkdown } from './report';
import { ROWS } from './rows';
import { measureScale } from './scale-rows';
import { openTargets, type Target } from './targets';
import type { WarrenProcess } from './warren-process';

async function compare(options: Options): Promise<{ targets: Target[]; rows: RowResult[] }> {
  const chosen = ROWS.filter((row) => options.rows.includes(row.id));
  if (chosen.length === 0) return { targets: [], rows: [] };
  let warren: WarrenProcess | undefined;
  try {
    const targets = await openTargets(options, (started) => {
      warren = started;
    });
    if (targets.length === 0) throw new UsageError('nothing to measure: --no-warren without --against');
    const benchmark = new Benchmark(targets, options);
    const rows: RowResult[] = [];
    for (const row of chosen) rows.push(await benchmark.run(row));
    return { targets, rows };
  } finally {
    await warren?.end();
  }
}

async function bench(options: Options): Promise<Report> {
  const date = new Date();
  const loadBefore = loadavg()[0] ?? 0;
  const { seconds, rounds, afterLoadSeconds, rows: wanted } = options;
  const { targets, rows } = await compare(options);
  const progress = (text: string): void => void process.stderr.write(`memory  Warren  ${text}\n`);
  const memory = wanted.includes(SPECIAL_ROWS.memory) ? await measureMemory(progress) : [];
  if (wanted.includes(SPECIAL_ROWS.backlog)) memory.push(...(await measureBacklogs(progress)));
  if (wanted.includes(SPECIAL_ROWS.paged)) memory.push(...(await compareDrains(rounds, progress)));
  const toManage = (text: string): void => void process.stderr.write(`management  Warren  ${text}\n`);
  const management = wanted.includes(SPECIAL_ROWS.management) ? await measureManagement(options, toManage) : [];
  if (wanted.includes(SPECIAL_ROWS.scale)) management.push(...(await measureScale(options, toManage)));
  const ceiling = wanted.includes(SPECIAL_ROWS.ceiling) ? await measureCeiling(seconds) : [];
  return { date, loadBefore, seconds, rounds, afterLoadSeconds, targets, rows, memory, management, ceiling };
}

const hasFailed = (report: Report): boolean =>
  report.rows.some(({ cells }) => [...cells.values()].some(({ failure }) => failure !== null));

function exitCodeOf(error: unknown): number {
  if (error instanceof Interruption) return error.exitCode;
  return error instanceof UsageError ? 2 : 1;
}

listenForSignals();
try {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(HELP);
  } else {
    const report = await bench(options);
    const markdown = toMarkdown(report);
    process.stdout.write(`\n${markdown}`);
    if (options.markdownFile) writeFileSync(options.markdownFile, markdown);
    if (options.jsonFile) writeFileSync(options.jsonFile, toJson(report));
    process.exitCode = hasFailed(report) ? 1 : 0;
  }
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = exitCodeOf(error);
}
