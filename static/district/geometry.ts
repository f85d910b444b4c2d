/** Turns the drawn map into pixels: where shapes, tracks, the ways out of the district and words lie. */
import { draw, type Drawing, type Point } from "./layout";
import { type Box, type Label, placeLabels, type Segment, widthOf } from "./labels";
import type { Place } from "./picture";

export interface Stretch {
  key: string;
  from: Point;
  to: Point;
}

/** A line that leaves the district, with its number at its end. */
export interface WayOut extends Stretch {
  line: string;
}

export interface Chart {
  at: Map<string, Point>;
  tracks: Stretch[];
  waysOut: WayOut[];
  labels: Map<string, Label>;
}

export interface Words {
  name: string;
  line: string;
}

export const SHAPE_PX = 40;
const LANE_PX = 7;
const WAY_OUT_PX = 44;
const BADGE_PX = 24;
const EDGE = { x: 52, y: 44 };
const NAME_PX = 17;
const LINE_PX = 16;

const TALL_BELOW = 0.95;
const drawings = new Map<string, Drawing>();

/** Draw the map for a frame of this size; the order of stations is the order of `places`. */
export function chart(places: readonly Place[], width: number, height: number, words: (place: Place) => Words): Chart {
  const drawing = drawingFor(places, width / height);
  const scale = { x: (width - 2 * EDGE.x) / (drawing.columns - 1), y: (height - 2 * EDGE.y) / (drawing.rows - 1) };
  const at = new Map([...drawing.at].map(([id, cell]) => [id, { x: EDGE.x + cell.x * scale.x, y: EDGE.y + cell.y * scale.y }]));
  const tracks = drawing.tracks.map(({ line, from, to, lane, lanes }) => {
    const shift = besides(at.get(from)!, at.get(to)!, (lane - (lanes - 1) / 2) * LANE_PX);
    return { key: `${line} ${from}`, from: shift(at.get(from)!), to: shift(at.get(to)!) };
  });
  const waysOut = waysOutOf(places, at);
  const segments: Segment[] = [...tracks, ...waysOut].map(({ from, to }) => [from, to]);
  return { at, tracks, waysOut, labels: labelsOf(places, at, { segments, waysOut, words, frame: { x: 2, y: 2, width: width - 4, height: height - 4 } }) };
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

function waysOutOf(places: readonly Place[], at: Map<string, Point>): WayOut[] {
  return places.flatMap((place) => {
    const here = at.get(place.id)!;
    const towards = (id: string) => eighth(Math.atan2(at.get(id)!.y - here.y, at.get(id)!.x - here.x));
    const inside = place.adjacent.filter((next) => next.id && at.has(next.id));
    const taken = new Set(inside.map((next) => towards(next.id!)));
    const outside = place.adjacent.filter((next) => !next.id || !at.has(next.id));
    return outside.map((next, i): WayOut => {
      const mate = inside.find((each) => each.line === next.line);
      const wish = mate ? (towards(mate.id!) + 4) % 8 : i % 2 ? 0 : 4;
      const way = [0, 1, 7, 2, 6, 3, 5, 4].map((turn) => (wish + turn) % 8).find((each) => !taken.has(each)) ?? wish;
      taken.add(way);
      const to = { x: here.x + WAY_OUT_PX * Math.cos(way * EIGHTH), y: here.y + WAY_OUT_PX * Math.sin(way * EIGHTH) };
      return { key: `${next.line} ${place.id} ${way}`, line: next.line, from: here, to };
    });
  });
}

function eighth(angle: number): number {
  return (Math.round(angle / EIGHTH) + 8) % 8;
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
    const width = Math.max(widthOf(name, NAME_PX), widthOf(line, LINE_PX)) + 6;
    return { at: at.get(place.id)!, width, height: line ? 42 : 22 };
  });
  const badges = waysOut.map(({ to }) => ({ x: to.x - BADGE_PX / 2, y: to.y - BADGE_PX / 2, width: BADGE_PX, height: BADGE_PX }));
  const placed = placeLabels(asked, segments, frame, SHAPE_PX / 2, badges);
  return new Map(places.map((place, i) => [place.id, placed[i]!]));
}
