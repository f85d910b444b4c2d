/** Turns the drawn map into pixels: where shapes, tracks, the ways out of the district and words lie. */
import { awayFrom, draw, type Drawing, type Point } from "./layout";
import { type Box, type Label, placeLabels, type Segment, widthOf } from "./labels";
import type { Place } from "./picture";

/** One line between two stations: straight, or bent twice so that each part is straight or slanted. */
export interface Stretch {
  key: string;
  points: Point[];
}

/** A line that leaves the district, with its number at its end. */
export interface WayOut {
  key: string;
  line: string;
  from: Point;
  to: Point;
}

export interface Chart {
  at: Map<string, Point>;
  tracks: Stretch[];
  waysOut: WayOut[];
  labels: Map<string, Label>;
}

export interface Words {
  name: string[];
  line: string;
}

const LONG_NAME = 18;

/** Break a long Latin name at the space nearest its middle. */
export function broken(name: string): string[] {
  if (name.length <= LONG_NAME || !name.includes(" ")) return name ? [name] : [];
  const spaces = [...name].flatMap((sign, i) => (sign === " " ? [i] : []));
  const middle = spaces.reduce((best, i) => (Math.abs(i - name.length / 2) < Math.abs(best - name.length / 2) ? i : best));
  return [name.slice(0, middle), name.slice(middle + 1)];
}

export const SHAPE_PX = 40;
const LANE_PX = 7;
const WAY_OUT_PX = 40;
const BADGE_PX = 24;
const EDGE = { x: 64, y: 52 };
const BARE_EDGE = { x: 28, y: 30 };
const NAME_PX = 17;
const LINE_PX = 16;
export const LINE_HEIGHT_PX = 20;

// Below this width to height the tall drawing fills the frame better.
const TALL_BELOW = 0.72;
const drawings = new Map<string, Drawing>();

/** Draw the map for a frame of this size; a bare one leaves out where lines go on to. */
export function chart(places: readonly Place[], width: number, height: number, words: (place: Place) => Words, bare: boolean): Chart {
  const drawing = drawingFor(places, width / height);
  const edge = bare ? BARE_EDGE : EDGE;
  const scale = { x: (width - 2 * edge.x) / (drawing.columns - 1), y: (height - 2 * edge.y) / (drawing.rows - 1) };
  const place = (cell: Point) => ({ x: edge.x + cell.x * scale.x, y: edge.y + cell.y * scale.y });
  const at = new Map([...drawing.at].map(([id, cell]) => [id, place(cell)]));
  const tracks = drawing.tracks.map(({ line, from, to, lane, lanes }) => {
    const shift = besides(at.get(from)!, at.get(to)!, (lane - (lanes - 1) / 2) * LANE_PX);
    return { key: `${line} ${from}`, points: bent(drawing.at.get(from)!, drawing.at.get(to)!).map(place).map(shift) };
  });
  const segments = tracks.flatMap(({ points }) => points.slice(1).map((to, i): Segment => [points[i]!, to]));
  const frame = { x: 2, y: 2, width: width - 4, height: height - 4 };
  const waysOut = bare ? [] : waysOutOf(places, at, segments);
  const all = [...segments, ...waysOut.map(({ from, to }): Segment => [from, to])];
  return { at, tracks, waysOut, labels: labelsOf(places, at, { segments: all, waysOut, words, frame }) };
}

/** Go half of the straight part, slant, and go the other half. */
function bent(from: Point, to: Point): Point[] {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const slant = Math.min(Math.abs(dx), Math.abs(dy));
  const straight = { x: dx - Math.sign(dx) * slant, y: dy - Math.sign(dy) * slant };
  if (!slant || (!straight.x && !straight.y)) return [from, to];
  const first = { x: from.x + straight.x / 2, y: from.y + straight.y / 2 };
  return [from, first, { x: to.x - straight.x / 2, y: to.y - straight.y / 2 }, to];
}

function drawingFor(places: readonly Place[], aspect: number): Drawing {
  const [columns, rows] = aspect < TALL_BELOW ? [9, 14] : [13, 12];
  const key = `${columns} ${places.map((place) => place.id).sort().join(" ")}`;
  const known = drawings.get(key) ?? draw([...places].sort((one, other) => one.id.localeCompare(other.id)), columns!, rows!);
  drawings.set(key, known);
  return known;
}

function besides(from: Point, to: Point, by: number): (point: Point) => Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [dx, dy] = [(-(to.y - from.y) / length) * by, ((to.x - from.x) / length) * by];
  return (point) => ({ x: point.x + dx, y: point.y + dy });
}

const EIGHTH = Math.PI / 4;
// Straight on is best; a turn costs less than running into something.
const TURN_COST = 16;
const ROOM_PX = 34;

function waysOutOf(places: readonly Place[], at: Map<string, Point>, segments: readonly Segment[]): WayOut[] {
  const ways: WayOut[] = [];
  for (const place of places) {
    const here = at.get(place.id)!;
    const others = [...at.values()].filter((point) => point !== here);
    const inside = place.adjacent.filter((next) => next.id && at.has(next.id));
    const outside = place.adjacent.filter((next) => !next.id || !at.has(next.id));
    outside.forEach((next, i) => {
      const mate = inside.find((each) => each.line === next.line);
      const towards = mate && at.get(mate.id!)!;
      const wish = towards ? Math.round(Math.atan2(here.y - towards.y, here.x - towards.x) / EIGHTH) : i % 2 ? 0 : 4;
      const ends = [0, 1, -1, 2, -2, 3, -3, 4].map((turn) => {
        const to = end(here, (wish + turn) * EIGHTH);
        return { to, cost: TURN_COST * Math.abs(turn) + crowd(to, [...others, ...ways.map((way) => way.to)], segments) };
      });
      const { to } = ends.reduce((best, each) => (each.cost < best.cost ? each : best));
      ways.push({ key: `${next.line} ${place.id} ${i}`, line: next.line, from: here, to });
    });
  }
  return ways;
}

function end(here: Point, angle: number): Point {
  return { x: here.x + WAY_OUT_PX * Math.cos(angle), y: here.y + WAY_OUT_PX * Math.sin(angle) };
}

function crowd(to: Point, points: readonly Point[], segments: readonly Segment[]): number {
  const near = (distance: number) => 4 * Math.max(0, ROOM_PX - distance);
  const marks = points.reduce((sum, point) => sum + near(Math.hypot(point.x - to.x, point.y - to.y)), 0);
  return segments.reduce((sum, [a, b]) => sum + near(awayFrom(to, a, b) + 8), marks);
}

interface Surroundings {
  segments: Segment[];
  waysOut: WayOut[];
  words: (place: Place) => Words;
  frame: Box;
}

function labelsOf(places: readonly Place[], at: Map<string, Point>, { segments, waysOut, words, frame }: Surroundings): Map<string, Label> {
  const asked = places.map((place) => {
    const { name, line } = words(place);
    const width = Math.max(0, ...name.map((part) => widthOf(part, NAME_PX)), widthOf(line, LINE_PX));
    const lines = name.length + (line ? 1 : 0);
    return { at: at.get(place.id)!, width: name.length ? width + 6 : 0, height: lines ? lines * LINE_HEIGHT_PX + 2 : 0 };
  });
  const badges = waysOut.map(({ to }) => ({ x: to.x - BADGE_PX / 2, y: to.y - BADGE_PX / 2, width: BADGE_PX, height: BADGE_PX }));
  const placed = placeLabels(asked, segments, frame, SHAPE_PX / 2, badges);
  return new Map(places.map((place, i) => [place.id, placed[i]!]));
}
