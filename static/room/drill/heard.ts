/**
 * The curve of a drill as far as this tablet heard it: a drill keeps no curve that could be asked for.
 */
import { signal } from "@preact/signals";
import type { Rate, Reading } from "../../page/wire";
import type { Point } from "../curve_view";

// Four hours of a reading every ten seconds.
const MOST = 1_440;

export const heard = signal<Point[]>([]);

/** Keep one reading; what is not known becomes a gap. */
export function hearReading(told: Reading): void {
  const entering = rate(told, "in");
  const leaving = rate(told, "out");
  const point = { t: told.at, in: entering.per_minute, out: leaving.per_minute, in_low: entering.low, in_high: entering.high };
  if (heard.value.at(-1)?.t === point.t) return;
  heard.value = [...heard.value, point].slice(-MOST);
}

const UNKNOWN = { per_minute: null, low: null, high: null };

function rate(told: Reading, way: "in" | "out"): Pick<Rate, "per_minute" | "low" | "high"> {
  if (!told.known || told.stale) return UNKNOWN;
  const minute = told.rates[way]["1"];
  return minute.per_minute === null ? told.rates[way]["5"] : minute;
}
