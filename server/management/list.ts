import type { Call } from './call';
import { presentColumns, readColumns } from './columns';
import { type Fields, readerAt, type View } from './fields';
import { LongBody } from './long-body';
import { firstPaced, forEachPaced, mapPaced } from './paced';
import { placeOf, readPage } from './page';
import { jsonText } from './reply';
import type { ManagementResponse } from './request';
import { readRanges } from './sample-range';

export interface List<Thing> {
  readonly things: readonly Thing[];
  readonly fields: Fields<Thing>;
  /** What the name filter looks at. Lists without it cannot be paged (RabbitMQ: bindings, consumers, users). */
  readonly nameOf?: (thing: Thing) => string;
}

export function viewOf<Thing>({ broker, options, meters, query }: Call, fields: Fields<Thing>): View<Thing> {
  const { codec } = broker.ports;
  return { fields, context: { nodeName: options.nodeName, meters, ranges: readRanges(query), codec } };
}

/** A list as the query asks for it: sorted, filtered and paged, with some of the columns. */
export async function listReply<Thing>(call: Call, list: List<Thing>): Promise<ManagementResponse> {
  const { things, fields, nameOf } = list;
  const page = nameOf ? readPage(call.query) : null;
  const accepts = page?.accepts ?? null;
  const accepted = accepts && nameOf ? await filter(things, (thing) => accepts(nameOf(thing))) : things;
  const place = page ? placeOf(accepted.length, page) : { from: 0, to: accepted.length, pageCount: 1 };
  const items = (await sort(call, { ...list, things: accepted }, place.to)).slice(place.from);
  const body = new LongBody();
  if (page) {
    const rest = {
      filtered_count: accepted.length,
      item_count: items.length,
      page: page.page,
      page_count: place.pageCount,
      page_size: page.pageSize,
      total_count: things.length,
    };
    body.add(`${JSON.stringify(rest).slice(0, -1)},"items":`);
  }
  await presentAll(call, { things: items, fields }, body);
  if (page) body.add('}');
  return jsonText(200, body.end());
}

async function filter<Thing>(things: readonly Thing[], accepts: (thing: Thing) => boolean): Promise<Thing[]> {
  const isAccepted = await mapPaced(things, accepts);
  return things.filter((_, i) => isAccepted[i]);
}

async function presentAll<Thing>(call: Call, { things, fields }: List<Thing>, body: LongBody): Promise<void> {
  const columns = readColumns(call.query);
  const view = viewOf(call, fields);
  let before = '[';
  await forEachPaced(things, (thing) => {
    body.add(before + JSON.stringify(presentColumns(view, thing, columns)));
    before = ',';
  });
  body.add(before === '[' ? '[]' : ']');
}

/** RabbitMQ sorts so unless told otherwise. */
const DEFAULT_SORT = [['vhost'], ['name']];

/** The first `count` things in the order that was asked for. */
async function sort<Thing>(
  call: Call,
  { things, fields, nameOf }: List<Thing>,
  count: number,
): Promise<readonly Thing[]> {
  const path = call.query.get('sort');
  const isReversed = call.query.get('sort_reverse') === 'true';
  const paths = path ? [path.split('.')] : nameOf ? DEFAULT_SORT : [];
  if (paths.length === 0) return (isReversed ? [...things].reverse() : things).slice(0, count);
  const view = viewOf(call, fields);
  // One array of keys for each path, and places instead of objects: the first page of a large list is sorted by code
  // that has not run before, and with a heap that has yet to grow.
  const keys: unknown[][] = [];
  for (const at of paths) keys.push(await mapPaced(things, readerAt(view, at)));
  const direction = isReversed ? -1 : 1;
  const sorted = await firstPaced([...things.keys()], (a, b) => direction * (compareAt(keys, a, b) || a - b), count);
  return sorted.map((place) => things[place] as Thing);
}

function compareAt(keys: readonly unknown[][], a: number, b: number): number {
  for (const list of keys) {
    const order = compare(list[a], list[b]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Nothing comes first, then numbers, then everything else as text. */
function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  const left = JSON.stringify(a) ?? '';
  const right = JSON.stringify(b) ?? '';
  return left < right ? -1 : left > right ? 1 : 0;
}

function rankOf(value: unknown): number {
  if (value === undefined || value === null) return 0;
  return typeof value === 'number' ? 1 : 2;
}
