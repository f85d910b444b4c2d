/** What is looked at: every view is an address that can be sent to somebody and opened again. */
import { computed, signal } from "@preact/signals";
import { ask } from "../page/fetch";
import type { Names } from "../page/wire";

export type View = "day" | "days" | "compare" | "heat" | "drills";
export type Way = "in" | "out" | "both";
export type Cell = "5" | "15";
type Run = [string, string];

export interface Reviewed {
  id: string;
  name: Names;
  held: Run[];
}

export interface Asked {
  view: View;
  station: string;
  day: string;
  first: string;
  last: string;
  other_station: string;
  other_day: string;
  way: Way;
  cell: Cell;
  /** The names of the drills, parted by commas. */
  drills: string;
  zone: string;
}

export const VIEWS = ["day", "days", "compare", "heat", "drills"] as const;
export const WAYS = ["in", "out", "both"] as const;
export const CELLS = ["5", "15"] as const;
/** As many days as the server draws in one figure. */
export const MOST_DAYS = 31;
const DAY_MS = 86_400_000;
const WEEK = 7;
const IN_ADDRESS: Record<View, (keyof Asked)[]> = {
  day: ["station", "day"],
  days: ["station", "first", "last"],
  compare: ["station", "day", "other_station", "other_day", "way"],
  heat: ["day", "way", "cell"],
  drills: ["drills", "zone"],
};

export const asked = signal<Asked>(fromAddress());
export const stations = signal<Reviewed[]>([]);
export const opening = signal<"asking" | "open" | "failed" | "refused">("asking");

/** The days held of the station that is looked at; of the heat map those of any station. */
export const held = computed(() => {
  const { view, station } = asked.value;
  return view === "heat" ? allHeld() : heldOf(station);
});

function fromAddress(): Asked {
  const address = new URLSearchParams(location.search);
  const text = (name: string) => address.get(name) ?? "";
  const one = <T extends string>(name: string, known: readonly T[], usual: T): T =>
    known.find((each) => each === address.get(name)) ?? usual;
  return {
    view: one("view", VIEWS, "day"),
    station: text("station"),
    day: text("day"),
    first: text("first"),
    last: text("last"),
    other_station: text("other_station"),
    other_day: text("other_day"),
    way: one("way", WAYS, "in"),
    cell: one("cell", CELLS, "15"),
    drills: text("drills"),
    zone: text("zone"),
  };
}

function addressOf(view: Asked): string {
  const parts = IN_ADDRESS[view.view].map((name) => [name, view[name]]);
  return `?${new URLSearchParams([["view", view.view], ...parts])}`;
}

/** Look at something else, and put it into the address. */
export function look(next: Partial<Asked>): void {
  const view = filled({ ...asked.value, ...next });
  history.pushState(null, "", addressOf(view));
  asked.value = view;
}

/** Say the same more fully in the address, with no step for the way back. */
export function settle(view: Asked): void {
  history.replaceState(null, "", addressOf(view));
  asked.value = view;
}

/** Return the day so many days after another. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Return how many days lie from one to another, both counted. */
export function daysFrom(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1;
}

/** Return the days held of a station, in order. */
export function heldOf(station: string): string[] {
  return (stations.value.find((each) => each.id === station)?.held ?? []).flatMap(daysOf);
}

function allHeld(): string[] {
  return [...new Set(stations.value.flatMap((each) => each.held.flatMap(daysOf)))].sort();
}

function daysOf([first, last]: Run): string[] {
  return Array.from({ length: daysFrom(first, last) }, (_, place) => daysAfter(first, place));
}

/** Return the address of the server's answer for a view. */
export function pathOf(view: Asked, lang: string): string {
  switch (view.view) {
    case "compare":
      return `/api/review/comparison?${comparisonOf(view)}&lang=${lang}`;
    case "heat":
      return `/api/review/heat?${heatOf(view)}&lang=${lang}`;
    case "drills":
      return `/api/review/drills/comparison?${drillsOf(view)}&lang=${lang}`;
    default:
      return `${spanOf(view)}?lang=${lang}`;
  }
}

/** Return the address of the table that holds what a view shows. */
export function tableOf(view: Asked): string {
  switch (view.view) {
    case "compare":
      return `/api/review/comparison.csv?${comparisonOf(view)}`;
    case "heat":
      return `/api/review/heat.csv?${heatOf(view)}`;
    case "drills":
      return `/api/review/drills/comparison.csv?${drillsOf(view)}`;
    default:
      return `${spanOf(view)}/curves.csv`;
  }
}

/** Return the address of the counts of one day, gate group by gate group. */
export function countsOf({ station, day }: Asked): string {
  return `/api/review/stations/${station}/days/${day}/counts.csv`;
}

function spanOf({ view, station, day, first, last }: Asked): string {
  const [from, to] = view === "day" ? [day, day] : [first, last];
  return `/api/review/stations/${station}/spans/${from}/${to}`;
}

function comparisonOf({ station, day, other_station, other_day, way }: Asked): URLSearchParams {
  return new URLSearchParams({ station, day, other_station, other_day, way });
}

function heatOf({ day, way, cell }: Asked): URLSearchParams {
  return new URLSearchParams({ day, way, cell });
}

function drillsOf({ drills, zone }: Asked): URLSearchParams {
  return new URLSearchParams({ drills, zone });
}

/** Read which stations and days there are; without an address, begin with the newest day. */
export async function openReview(): Promise<void> {
  opening.value = "asking";
  try {
    stations.value = (await ask<{ stations: Reviewed[] }>("/api/review/stations")).stations;
  } catch (failed) {
    opening.value = (failed as { status?: number }).status === 403 ? "refused" : "failed";
    return;
  }
  settle(filled(asked.value));
  opening.value = "open";
}

addEventListener("popstate", () => (asked.value = filled(fromAddress())));

/** Fill in what an address leaves open, from what is held. */
function filled(view: Asked): Asked {
  const station = view.station || newestHeld()?.id || "";
  const mine = view.view === "heat" ? allHeld() : heldOf(station);
  const day = view.day || view.last || mine.at(-1) || "";
  const last = view.last || day;
  const first = view.first && view.first <= last ? view.first : weekBefore(last, mine[0]);
  const whole = { ...view, station, day, first, last };
  return view.view === "compare" && day ? withOther(whole) : whole;
}

/** A week that ends with a day, but begins with nothing that was never held. */
function weekBefore(last: string, oldest: string | undefined): string {
  const week = last && daysAfter(last, 1 - WEEK);
  return oldest && oldest > week && oldest <= last ? oldest : week;
}

/** Of several stations with the same newest day the first. */
function newestHeld(): Reviewed | undefined {
  const newest = (each: Reviewed) => each.held.at(-1)?.[1] ?? "";
  return stations.value.reduce<Reviewed | undefined>((best, each) => (best && newest(best) >= newest(each) ? best : each), undefined);
}

/** Compare with the same day of the week before, else with the day before, else with a neighbour. */
function withOther(view: Asked): Asked {
  if (view.other_station && view.other_day) return view;
  const { station, day } = view;
  const before = heldOf(station).filter((each) => each < day);
  const lastWeek = daysAfter(day, -WEEK);
  const other_day = before.includes(lastWeek) ? lastWeek : before.at(-1);
  if (other_day) return { ...view, other_station: station, other_day };
  const neighbour = stations.value.find((each) => each.id !== station && heldOf(each.id).includes(day));
  return { ...view, other_station: neighbour?.id ?? station, other_day: day };
}
