import { allRoutes } from '@/server/management/routes/all';
import { type Api, ask, getJson } from './api';
import { NAMES, type Traffic } from './traffic';

/** What takes the place of the variables of a path. Those of one broker differ from those of the other. */
export async function namesFor(api: Api, traffic: Traffic): Promise<Readonly<Record<string, string>>> {
  const { node } = (await getJson(api, 'overview')) as { node: string };
  return {
    ...NAMES,
    node,
    connection: traffic.connection,
    channel: `${traffic.connection} (1)`,
    username: 'guest',
    component: 'vhost-limits',
    name: 'limits',
    source: NAMES.exchange,
    port: new URL(api.amqpUrl).port,
    protocols: 'amqp',
    within: '1',
    unit: 'days',
    pattern: '.*',
    password: 'secret',
    filter: 'rabbit',
  };
}

/** Where a variable of the same name means something else. */
const PLACES: readonly (readonly [path: RegExp, name: string, value: string])[] = [
  [/^policies\//, 'name', 'limit'],
  [/^operator-policies\//, 'name', 'short'],
  [/^global-parameters\//, 'name', 'colour'],
  [/\/q\/:destination/, 'destination', NAMES.queue],
  [/\/e\/:destination/, 'destination', 'target'],
  [/\/e\/:destination\/:props/, 'props', '%23'],
];

export function fill(path: string, names: Readonly<Record<string, string>>): string {
  const own = Object.fromEntries(PLACES.filter(([place]) => place.test(path)).map(([, name, value]) => [name, value]));
  return path.replace(/:(\w+)/g, (whole, name: string) =>
    encodeURIComponent(own[name] ?? names[name] ?? whole).replace('%2523', '%23'),
  );
}

/** All paths that Warren serves to GET. */
export function servedPaths(): string[] {
  return allRoutes.filter(({ methods }) => methods.GET).map(({ path }) => path);
}

/** The paths with GET of RabbitMQ's own reference, which it serves beside the API, with every name as `:x`. */
export async function documentedPaths(api: Api): Promise<string[]> {
  const { text } = await ask(api, 'GET', 'index.html');
  const rows = text.match(/<tr>[\s\S]*?<\/tr>/g) ?? [];
  return rows.flatMap((row) => {
    const [path] = /\/api\/[^<]*(<i>[^<]*<\/i>[^<]*)*/.exec(row) ?? [];
    const isGet = /^<tr>\s*<td>\s*X\s*<\/td>/.test(row);
    if (path === undefined || !isGet) return [];
    return [
      path
        .replace(/^\/api\//, '')
        .replace(/<i>[^<]*<\/i>/g, ':x')
        .trim()
        .replace(/\/$/, ''),
    ];
  });
}

export function withoutNames(path: string): string {
  return path.replace(/:\w+/g, ':x');
}
