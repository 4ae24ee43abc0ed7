/**
 * The order of things inside the lanes: a layered drawing after Sugiyama. Lanes are given; edges that skip a lane pass
 * through it as a waypoint; then neighbours pull and adjacent pairs swap as long as fewer lines cross.
 */

export interface Layers {
  /** Ids lane by lane, in order from top to bottom. Waypoints are in here too. */
  readonly lanes: string[][];
  /** Who is linked to whom in the lane before and the lane after. */
  readonly before: ReadonlyMap<string, readonly string[]>;
  readonly after: ReadonlyMap<string, readonly string[]>;
}

export interface LaneEdge {
  readonly source: string;
  readonly target: string;
}

const SWEEPS = 10;
const WAYPOINT = '\u0000way';

export function isWaypoint(id: string): boolean {
  return id.startsWith(WAYPOINT);
}

/** Builds and orders the lanes. `ids` gives the first order: what is close in it starts out close. */
export function orderLanes(ids: readonly string[], edges: readonly LaneEdge[], laneOf: (id: string) => number): Layers {
  const layers = buildLayers(ids, edges, laneOf);
  let best = layers.lanes.map((lane) => [...lane]);
  let fewest = crossings(layers);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    sweepOnce(layers, sweep % 2 === 0);
    swapNeighbours(layers);
    const count = crossings(layers);
    if (count < fewest) {
      fewest = count;
      best = layers.lanes.map((lane) => [...lane]);
    }
  }
  return { ...layers, lanes: best };
}

function buildLayers(ids: readonly string[], edges: readonly LaneEdge[], laneOf: (id: string) => number): Layers {
  const lanes: string[][] = [];
  const before = new Map<string, string[]>();
  const after = new Map<string, string[]>();
  const put = (lane: number, id: string) => {
    while (lanes.length <= lane) lanes.push([]);
    lanes[lane]?.push(id);
  };
  const link = (from: string, to: string) => {
    after.set(from, [...(after.get(from) ?? []), to]);
    before.set(to, [...(before.get(to) ?? []), from]);
  };
  for (const id of ids) put(laneOf(id), id);
  for (const [index, { source, target }] of edges.entries()) {
    let previous = source;
    for (let lane = laneOf(source) + 1; lane < laneOf(target); lane += 1) {
      const waypoint = `${WAYPOINT}${index}:${lane}`;
      put(lane, waypoint);
      link(previous, waypoint);
      previous = waypoint;
    }
    if (laneOf(target) > laneOf(source)) link(previous, target);
  }
  return { lanes, before, after };
}

/** Puts every node of a lane at the mean place of its neighbours in the lane that was ordered just before. */
function sweepOnce({ lanes, before, after }: Layers, isForward: boolean): void {
  const order = lanes.map((_, lane) => lane);
  if (!isForward) order.reverse();
  for (const lane of order) {
    const ids = lanes[lane] ?? [];
    const reference = placesOf(lanes[isForward ? lane - 1 : lane + 1] ?? []);
    const neighbours = isForward ? before : after;
    const wanted = new Map(ids.map((id, index) => [id, mean(neighbours.get(id), reference) ?? index]));
    lanes[lane] = stableSort(ids, (id) => wanted.get(id) ?? 0);
  }
}

function swapNeighbours({ lanes, before, after }: Layers): void {
  for (const [lane, ids] of lanes.entries()) {
    const left = placesOf(lanes[lane - 1] ?? []);
    const right = placesOf(lanes[lane + 1] ?? []);
    let hasSwapped = true;
    for (let round = 0; hasSwapped && round < ids.length; round += 1) {
      hasSwapped = false;
      for (let index = 0; index + 1 < ids.length; index += 1) {
        const [upper = '', lower = ''] = [ids[index], ids[index + 1]];
        const gain =
          pairCrossings(before.get(upper), before.get(lower), left) -
          pairCrossings(before.get(lower), before.get(upper), left) +
          pairCrossings(after.get(upper), after.get(lower), right) -
          pairCrossings(after.get(lower), after.get(upper), right);
        if (gain <= 0) continue;
        ids[index] = lower;
        ids[index + 1] = upper;
        hasSwapped = true;
      }
    }
  }
}

export function crossings({ lanes, after }: Layers): number {
  let count = 0;
  for (const [lane, ids] of lanes.entries()) {
    const places = placesOf(lanes[lane + 1] ?? []);
    for (let upper = 0; upper < ids.length; upper += 1) {
      for (let lower = upper + 1; lower < ids.length; lower += 1) {
        count += pairCrossings(after.get(ids[upper] ?? ''), after.get(ids[lower] ?? ''), places);
      }
    }
  }
  return count;
}

/** How many lines of an upper node cross lines of a lower one. */
function pairCrossings(
  upper: readonly string[] | undefined,
  lower: readonly string[] | undefined,
  places: ReadonlyMap<string, number>,
): number {
  if (upper === undefined || lower === undefined) return 0;
  let count = 0;
  for (const above of upper) {
    const place = places.get(above) ?? 0;
    for (const below of lower) if (place > (places.get(below) ?? 0)) count += 1;
  }
  return count;
}

function placesOf(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, index) => [id, index]));
}

function mean(ids: readonly string[] | undefined, places: ReadonlyMap<string, number>): number | null {
  const known = (ids ?? []).flatMap((id) => places.get(id) ?? []);
  return known.length === 0 ? null : known.reduce((sum, place) => sum + place, 0) / known.length;
}

function stableSort(ids: readonly string[], placeOf: (id: string) => number): string[] {
  return [...ids].sort((a, b) => placeOf(a) - placeOf(b));
}
