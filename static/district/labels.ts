/**
 * Finds for each station's words a side where they cover no shape, no other words and no line.
 *
 * Every side of every station is weighed against all that is placed already, a few times over.
 */
import type { Point } from "./layout";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Label extends Box {
  anchor: "start" | "middle" | "end";
}

interface Asked {
  at: Point;
  width: number;
  height: number;
}

export type Segment = readonly [Point, Point];

const SWEEPS = 4;
const COSTS = { words: 6, shape: 12, line: 0.3, outside: 20, corner: 24 };

/** Place the words of every station; `clear` is how far from its centre a shape reaches. */
export function placeLabels(
  asked: readonly Asked[],
  lines: readonly Segment[],
  frame: Box,
  clear: number,
  badges: readonly Box[],
): Label[] {
  const marks = asked.map(({ at }) => ({ x: at.x - clear, y: at.y - clear, width: 2 * clear, height: 2 * clear }));
  const shapes = [...marks, ...badges];
  const placed: Label[] = asked.map((each) => sides(each, clear)[0]!);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1)
    asked.forEach((each, mine) => {
      let least = Infinity;
      for (const [rank, side] of sides(each, clear).entries()) {
        const cost = rank * COSTS.corner + weigh(side, mine, { placed, shapes, lines, frame });
        if (cost < least) [placed[mine], least] = [side, cost];
      }
    });
  return placed;
}

/** Right and left first, where one reads; then below and above, then the corners and what reaches past them. */
function sides({ at, width, height }: Asked, clear: number): Label[] {
  const gap = clear + 4;
  const slant = clear * 0.7;
  const across = (x: number, y: number, anchor: Label["anchor"]): Label => ({ x, y, width, height, anchor });
  const middle = at.y - height / 2;
  return [
    across(at.x + gap, middle, "start"),
    across(at.x - gap - width, middle, "end"),
    across(at.x - width / 2, at.y + gap, "middle"),
    across(at.x - width / 2, at.y - gap - height, "middle"),
    across(at.x + slant, at.y + slant, "start"),
    across(at.x + slant, at.y - slant - height, "start"),
    across(at.x - slant - width, at.y + slant, "end"),
    across(at.x - slant - width, at.y - slant - height, "end"),
    across(at.x - clear, at.y + gap, "start"),
    across(at.x - clear, at.y - gap - height, "start"),
    across(at.x + clear - width, at.y + gap, "end"),
    across(at.x + clear - width, at.y - gap - height, "end"),
  ];
}

interface Around {
  placed: readonly Label[];
  shapes: readonly Box[];
  lines: readonly Segment[];
  frame: Box;
}

function weigh(label: Label, mine: number, { placed, shapes, lines, frame }: Around): number {
  let cost = COSTS.outside * (label.width * label.height - overlap(label, frame));
  placed.forEach((other, i) => i !== mine && (cost += COSTS.words * overlap(label, other)));
  shapes.forEach((shape, i) => i !== mine && (cost += COSTS.shape * overlap(label, shape)));
  for (const [a, b] of lines) cost += COSTS.line * label.height * inside(label, a, b);
  return cost;
}

function overlap(one: Box, other: Box): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Return how much of a line runs through a box, in pixels. */
function inside(box: Box, a: Point, b: Point): number {
  const steps = 24;
  let hits = 0;
  for (let step = 0; step <= steps; step += 1) {
    const x = a.x + ((b.x - a.x) * step) / steps;
    const y = a.y + ((b.y - a.y) * step) / steps;
    if (x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height) hits += 1;
  }
  return (hits / (steps + 1)) * Math.hypot(b.x - a.x, b.y - a.y);
}

/** Return how wide words stand at a size: Chinese signs are square, Latin ones about half. */
export function widthOf(words: string, size: number): number {
  let width = 0;
  for (const sign of words) width += sign.charCodeAt(0) > 0x2e7f ? size : size * 0.56;
  return width;
}
