import { type Api, ask } from './api';
import { exceptionFor, NOT_IN_RABBITMQ, NOT_IN_WARREN, PAGES } from './exceptions';
import { documentedPaths, fill, namesFor, servedPaths, withoutNames } from './routes';
import { type Difference, differences, shapeOf } from './shape';
import type { Traffic } from './traffic';

type Side = readonly [api: Api, traffic: Traffic];

/** Compares each GET route and says what is wrong; returns how many routes are. */
export async function compareRoutes(theirs: Side, ours: Side, say: (line: string) => void): Promise<number> {
  const served = servedPaths();
  const known = new Set(served.map(withoutNames));
  const documented = await documentedPaths(theirs[0]);
  if (documented.length < 50)
    throw new Error(`RabbitMQ's reference has only ${documented.length} paths: is it read right?`);
  const missing = documented.filter((path) => !known.has(path) && !NOT_IN_WARREN.has(path));
  for (const path of missing) say(`FAIL GET ${path}: RabbitMQ has it, Warren has not`);
  const [theirNames, ourNames] = await Promise.all([namesFor(...theirs), namesFor(...ours)]);
  let failures = missing.length;
  for (const path of served) {
    const wrong = [
      ...(await compare(path, '', [theirs[0], theirNames], [ours[0], ourNames])),
      ...(await compare(path, SAMPLES, [theirs[0], theirNames], [ours[0], ourNames])),
    ];
    say(`${wrong.length === 0 ? 'ok  ' : 'FAIL'} GET ${path}`);
    for (const { at, what } of wrong) say(`       ${at === '' ? '(the whole)' : at}: ${what}`);
    if (wrong.length > 0) failures += 1;
  }
  return failures;
}

type Named = readonly [api: Api, names: Readonly<Record<string, string>>];

/** Asks for the past of everything that has one. */
const SAMPLES = `?${['lengths', 'msg_rates', 'data_rates', 'node_stats']
  .map((kind) => `${kind}_age=10&${kind}_incr=5`)
  .join('&')}`;

async function compare(path: string, query: string, theirs: Named, ours: Named): Promise<Difference[]> {
  const [wanted, got] = await Promise.all(
    [theirs, ours].map(([api, names]) => ask(api, 'GET', fill(path, names) + query)),
  );
  if (!wanted || !got) throw new Error('an answer is missing');
  if (NOT_IN_RABBITMQ.has(path)) return isUnknown(wanted.status) ? [] : [{ at: '', what: 'RabbitMQ has it after all' }];
  if (wanted.status !== got.status) {
    return [
      {
        at: '',
        what: `${got.status} ${got.text.slice(0, 200)} instead of ${wanted.status} ${wanted.text.slice(0, 200)}`,
      },
    ];
  }
  if (wanted.text === '' || PAGES.has(path)) return [];
  const found = differences(shapeOf(JSON.parse(wanted.text)), shapeOf(JSON.parse(got.text)));
  return found.filter(({ at }) => !exceptionFor(path, at));
}

function isUnknown(status: number): boolean {
  return status === 404 || status === 405;
}
