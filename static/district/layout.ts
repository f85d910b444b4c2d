/**
 * Draws the district as a metro map: true to what lies north, south, east and west of what, and
 * readable where stations crowd.
 *
 * WGS84 positions are first evened out along both axes, then put on a grid and moved by small
 * steps until lines run straight or at 45°, and nothing lies on anything else. Pure and without
 * chance: the same stations always give the same map.
 */
import type { Place } from "./picture";

export interface Point {
  x: number;
  y: number;
}

/** One stretch of track; `lane` sets lines beside each other that run along it together. */
export interface Track {
  line: string;
  from: string;
  to: string;
  lane: number;
  lanes: number;
}

export interface Drawing {
  columns: number;
  rows: number;
  at: Map<string, Point>;
  tracks: Track[];
}

// How much of a place is its true distance, the rest being its rank: the dense south opens up.
const TRUE_SHARE = { x: 0.75, y: 0.15 };
// A name is wider than it is high, so stations may stand closer above each other than side by side.
const TALL = 1.8;
const WISHED_LENGTH = 2.4;
const STEPS = 8_000;
const HEAT = 60;
const WEIGHTS = { octilinear: 26, length: 0.2, bend: 26, stray: 3.5, near: 30, order: 25, cross: 6 };

type Edge = readonly [string, string];

/** Lay the stations out on a grid of so many columns and rows. */
export function draw(places: readonly Place[], columns: number, rows: number): Drawing {
  const wished = evenOut(places, columns, rows);
  const tracks = tracksOf(places);
  const edges = [...new Map(tracks.map(({ from, to }) => [`${from} ${to}`, [from, to] as const])).values()];
  const chart = new Chart(places, wished, edges, bendsOf(places));
  const at = snap(places, wished);
  settle(at, chart, columns, rows);
  return { columns, rows, at, tracks };
}

function evenOut(places: readonly Place[], columns: number, rows: number): Map<string, Point> {
  const across = spread(places.map((place) => place.lon), TRUE_SHARE.x);
  const down = spread(places.map((place) => -place.lat), TRUE_SHARE.y);
  return new Map(places.map((place, i) => [place.id, { x: across[i]! * (columns - 1), y: down[i]! * (rows - 1) }]));
}

function spread(values: readonly number[], share: number): number[] {
  const sorted = [...values].sort((one, other) => one - other);
  const low = sorted[0] ?? 0;
  const width = (sorted.at(-1) ?? 1) - low || 1;
  const last = Math.max(1, sorted.length - 1);
  return values.map((value) => (share * (value - low)) / width + ((1 - share) * sorted.indexOf(value)) / last);
}

/** Return each stretch between two stations of the district once, with its lane. */
export function tracksOf(places: readonly Place[]): Track[] {
  const known = new Set(places.map((place) => place.id));
  const lines = new Map<string, Set<string>>();
  for (const place of places)
    for (const next of place.adjacent) {
      if (!next.id || !known.has(next.id)) continue;
      const pair = [place.id, next.id].sort().join(" ");
      lines.set(pair, (lines.get(pair) ?? new Set()).add(next.line));
    }
  return [...lines].flatMap(([pair, of]) => {
    const [from, to] = pair.split(" ") as [string, string];
    return [...of].sort().map((line, lane) => ({ line, from, to, lane, lanes: of.size }));
  });
}

/** Return each station with the two neighbours that one line joins through it. */
function bendsOf(places: readonly Place[]): [string, string, string][] {
  const known = new Set(places.map((place) => place.id));
  return places.flatMap((place) =>
    place.lines.flatMap((line): [string, string, string][] => {
      const next = place.adjacent.filter((each) => each.line === line && each.id && known.has(each.id));
      return next.length === 2 ? [[next[0]!.id!, place.id, next[1]!.id!]] : [];
    }),
  );
}

function snap(places: readonly Place[], wished: Map<string, Point>): Map<string, Point> {
  const taken = new Set<string>();
  const at = new Map<string, Point>();
  for (const { id } of places) {
    const wish = wished.get(id)!;
    const point = { x: Math.round(wish.x), y: Math.round(wish.y) };
    while (taken.has(`${point.x} ${point.y}`)) point.x += 1;
    taken.add(`${point.x} ${point.y}`);
    at.set(id, point);
  }
  return at;
}

/** Cool the map down: early on a step may make it worse, so that a crooked line can come straight. */
function settle(at: Map<string, Point>, chart: Chart, columns: number, rows: number): void {
  const ids = [...at.keys()];
  const dice = new Dice();
  for (let step = 0; step < STEPS; step += 1) {
    const heat = HEAT * (1 - step / STEPS) ** 2;
    const reach = step < STEPS / 2 ? 2 : 1;
    const id = ids[dice.below(ids.length)]!;
    const here = at.get(id)!;
    const there = { x: here.x + dice.below(2 * reach + 1) - reach, y: here.y + dice.below(2 * reach + 1) - reach };
    if (there.x < 0 || there.y < 0 || there.x >= columns || there.y >= rows) continue;
    const before = chart.cost(at, id);
    at.set(id, there);
    const worse = chart.cost(at, id) - before;
    if (worse > 0 && dice.share() >= Math.exp(-worse / (heat + 1e-6))) at.set(id, here);
  }
}

/** The same throws every time, so that the wall looks the same every day. */
class Dice {
  private last = 20150401;

  share(): number {
    this.last = (Math.imul(this.last, 1664525) + 1013904223) >>> 0;
    return this.last / 2 ** 32;
  }

  below(count: number): number {
    return Math.floor(this.share() * count);
  }
}

/** Knows what makes a map hard to read. */
class Chart {
  private readonly ids: string[];

  constructor(
    places: readonly Place[],
    private readonly wished: Map<string, Point>,
    private readonly edges: readonly Edge[],
    private readonly bends: readonly [string, string, string][],
  ) {
    this.ids = places.map((place) => place.id);
  }

  /** Return what is wrong with the map as far as one station has to do with it. */
  cost(at: Map<string, Point>, id: string): number {
    const here = at.get(id)!;
    const wish = this.wished.get(id)!;
    const mine = this.edges.filter((edge) => edge.includes(id));
    const others = this.edges.filter((edge) => !edge.includes(id));
    let cost = WEIGHTS.stray * ((here.x - wish.x) ** 2 + (here.y - wish.y) ** 2);
    for (const edge of mine) cost += this.edgeCost(at, edge, others);
    for (const edge of others) cost += WEIGHTS.near * tooNear(awayFrom(here, at.get(edge[0])!, at.get(edge[1])!), 1.25);
    for (const other of this.ids) if (other !== id) cost += this.pairCost(at, id, other);
    for (const [one, middle, two] of this.bends)
      if ([one, middle, two].includes(id)) cost += WEIGHTS.bend * bend(at.get(one)!, at.get(middle)!, at.get(two)!);
    return cost;
  }

  private edgeCost(at: Map<string, Point>, [from, to]: Edge, others: readonly Edge[]): number {
    const [a, b] = [at.get(from)!, at.get(to)!];
    const length = Math.hypot(b.x - a.x, TALL * (b.y - a.y));
    const angle = Math.atan2(b.y - a.y, b.x - a.x);
    let cost = WEIGHTS.octilinear * Math.sin(4 * angle) ** 2 + WEIGHTS.length * (length - WISHED_LENGTH) ** 2;
    for (const other of others) {
      if (other.includes(from) || other.includes(to)) continue;
      if (cross(a, b, at.get(other[0])!, at.get(other[1])!)) cost += WEIGHTS.cross;
    }
    for (const id of this.ids)
      if (id !== from && id !== to) cost += WEIGHTS.near * tooNear(awayFrom(at.get(id)!, a, b), 1.25);
    return cost;
  }

  private pairCost(at: Map<string, Point>, one: string, other: string): number {
    const [a, b] = [at.get(one)!, at.get(other)!];
    const [wa, wb] = [this.wished.get(one)!, this.wished.get(other)!];
    const apart = Math.hypot(b.x - a.x, TALL * (b.y - a.y));
    let cost = WEIGHTS.near * tooNear(apart, TALL);
    if (Math.abs(wb.x - wa.x) > 1.5 && (b.x - a.x) * (wb.x - wa.x) < 0) cost += WEIGHTS.order;
    if (Math.abs(wb.y - wa.y) > 1 && (b.y - a.y) * (wb.y - wa.y) <= 0) cost += WEIGHTS.order;
    return cost;
  }
}

function tooNear(distance: number, least: number): number {
  return distance >= least ? 0 : (least - distance) ** 2 + 0.5;
}

/** Return how far a point lies from a stretch. */
export function awayFrom(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(point.x - a.x - along * dx, point.y - a.y - along * dy);
}

function bend(a: Point, b: Point, c: Point): number {
  const turn = Math.atan2(c.y - b.y, c.x - b.x) - Math.atan2(b.y - a.y, b.x - a.x);
  return 1 - Math.cos(turn);
}

function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point) => Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}
