import { parseArgs } from 'node:util';
import { ROWS } from './rows';

export interface Options {
  /** null starts a Warren of our own; undefined measures none. */
  readonly warren: string | null | undefined;
  readonly against: readonly { readonly name: string; readonly url: string }[];
  readonly rows: readonly string[];
  readonly seconds: number;
  readonly rounds: number;
  readonly afterLoadSeconds: number;
  readonly verifyMessages: number;
  readonly markdownFile: string | null;
  readonly jsonFile: string | null;
}

/** Rows that compare no brokers and are run only when asked for. */
export const SPECIAL_ROWS = {
  memory: 'memory',
  backlog: 'backlog',
  paged: 'paged',
  management: 'management',
  scale: 'scale',
  ceiling: 'ceiling',
} as const;

export const HELP = `Measures Warren, and any other AMQP 0-9-1 broker beside it, with one load generator.

  npm run bench -- [options]

  --against NAME=URL        another broker, amqp://user:password@host:port/vhost; may be repeated
  --warren URL              a Warren that already runs; without it bench starts the built one and ends it afterwards
  --no-warren               measure only the other brokers
  --rows a,b                only these rows (see below)
  --seconds N               length of one run; its first fifth is warm-up and not counted (default 5)
  --rounds N                runs of each row and broker; the median counts (default 3)
  --after-load-seconds N    length of the full load before the row latency-after-load (default 60)
  --verify-messages N       messages of the counted run before each row; 0 for none (default 40000)
  --markdown FILE           write the table to a file, too
  --json FILE               write every single measurement to a file
  --help                    show this

Rows:
${ROWS.map((row) => `  ${row.id.padEnd(20)}${row.title}`).join('\n')}
Only when named in --rows:
  ${SPECIAL_ROWS.memory.padEnd(20)}resident memory of a Warren that bench started
  ${SPECIAL_ROWS.backlog.padEnd(20)}publishing into a durable backlog, recovering it after a kill, draining it
  ${SPECIAL_ROWS.paged.padEnd(20)}draining a backlog from disk beside one from memory
  ${SPECIAL_ROWS.management.padEnd(20)}10,000 queues and 1,000 connections: pages, samplings, scrapes; takes four minutes
  ${SPECIAL_ROWS.scale.padEnd(20)}publishing beside 10,000 queues and 100,000 bindings, and the API while the broker is saturated
  ${SPECIAL_ROWS.ceiling.padEnd(20)}what the load generator reaches against a sink that looks at nothing
`;

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Answers null when help was asked for. */
export function readOptions(args: readonly string[]): Options | null {
  const { values } = parse(args);
  if (values.help) return null;
  return {
    warren: values['no-warren'] ? undefined : (values.warren ?? null),
    against: (values.against ?? []).map(readTarget),
    rows: readRows(values.rows),
    seconds: readNumber('seconds', values.seconds, 0.5),
    rounds: readNumber('rounds', values.rounds, 1),
    afterLoadSeconds: readNumber('after-load-seconds', values['after-load-seconds'], 0),
    verifyMessages: readNumber('verify-messages', values['verify-messages'], 0),
    markdownFile: values.markdown ?? null,
    jsonFile: values.json ?? null,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        against: { type: 'string', multiple: true },
        warren: { type: 'string' },
        'no-warren': { type: 'boolean' },
        rows: { type: 'string' },
        seconds: { type: 'string', default: '5' },
        rounds: { type: 'string', default: '3' },
        'after-load-seconds': { type: 'string', default: '60' },
        'verify-messages': { type: 'string', default: '40000' },
        markdown: { type: 'string' },
        json: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readTarget(text: string): { name: string; url: string } {
  const equals = text.indexOf('=amqp://');
  if (equals < 1) throw new UsageError(`--against wants NAME=amqp://..., not '${text}'`);
  return { name: text.slice(0, equals), url: text.slice(equals + 1) };
}

function readRows(text: string | undefined): readonly string[] {
  if (text === undefined) return ROWS.map((row) => row.id);
  const known = [...ROWS.map((row) => row.id), ...Object.values<string>(SPECIAL_ROWS)];
  const rows = text.split(',').map((id) => id.trim());
  for (const id of rows) {
    if (!known.includes(id)) throw new UsageError(`no row '${id}'; rows are ${known.join(', ')}`);
  }
  return rows;
}

function readNumber(name: string, text: string, from: number): number {
  const value = Number(text);
  if (!(value >= from)) throw new UsageError(`--${name} wants a number from ${from}, not '${text}'`);
  return value;
}
