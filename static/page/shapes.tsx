/**
 * A colour is never alone: each hue has its shape, numeral and word, so that it reads in black and white.
 */
import type { Colour } from "./wire";
import { t } from "./words/words";

const OUTLINES: Record<Colour, string> = {
  blue: "M32 3a29 29 0 1 0 0 58a29 29 0 1 0 0-58z",
  yellow: "M32 4L62 58H2z",
  orange: "M32 2L62 32L32 62L2 32z",
  red: "M20 3h24l17 17v24L44 61H20L3 44V20z",
};
const NUMERALS: Record<Colour, string> = { blue: "4", yellow: "3", orange: "2", red: "1" };
const BASELINES: Record<Colour, number> = { blue: 44, yellow: 52, orange: 44, red: 44 };

export const WORST_FIRST: readonly Colour[] = ["red", "orange", "yellow", "blue"];

/** Return how grave a colour is: 0 for none, 4 for red. */
export function gravity(colour: Colour | null): number {
  return colour ? 4 - WORST_FIRST.indexOf(colour) : 0;
}

/** Draw the shape of a colour with its numeral; `size` in CSS pixels, `words` what it is read out as. */
export function Shape({ colour, size, bare, words }: { colour: Colour; size: number; bare?: boolean; words?: string }) {
  return (
    <svg class={`shape shape-${colour}`} width={size} height={size} viewBox="0 0 64 64" role="img" aria-label={words ?? t(`colour.${colour}`)}>
      <path d={OUTLINES[colour]} />
      {bare ? null : (
        <text x="32" y={BASELINES[colour]} text-anchor="middle">
          {NUMERALS[colour]}
        </text>
      )}
    </svg>
  );
}

/** Draw a shape inside another SVG, its centre at x, y. */
export function ShapeMark({ colour, x, y, size }: { colour: Colour; x: number; y: number; size: number }) {
  const scale = size / 64;
  return (
    <g class={`shape shape-${colour}`} transform={`translate(${x - size / 2} ${y - size / 2}) scale(${scale})`}>
      <path d={OUTLINES[colour]} />
      <text x="32" y={BASELINES[colour]} text-anchor="middle">
        {NUMERALS[colour]}
      </text>
    </g>
  );
}
