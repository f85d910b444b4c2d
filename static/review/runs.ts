/** Which drills were held, and which of them are laid over each other by T0 in which zone. */
import { signal } from "@preact/signals";
import { ask } from "../page/fetch";
import type { Names } from "../page/wire";
import { reasonOf, type Reasons, type Why } from "./asking";
import { type Asked, asked, look, settle } from "./view";

interface Zone {
  id: string;
  names: Names;
}

export interface HeldDrill {
  drill: string;
  station: string;
  names: Names;
  scenario: Names;
  began_at: string;
  t0: string | null;
  why: string | null;
  zones: Zone[];
}

/** As many as the server has strokes for. */
export const MOST_RUNS = 4;
/** How many are laid over each other before anybody chose. */
const FIRST_RUNS = 2;
const REFUSED: Reasons = { 403: "review.drills.not-yours" };

export const drills = signal<HeldDrill[] | null>(null);
export const leftOut = signal(0);
export const whyNone = signal<Why>("asking");

/** Read which drills were held; an address that names none begins with the newest. */
export async function readDrills(): Promise<void> {
  whyNone.value = "asking";
  try {
    const told = await ask<{ drills: HeldDrill[]; left_out: number }>("/api/review/drills");
    leftOut.value = told.left_out;
    drills.value = told.drills;
  } catch (failed) {
    whyNone.value = reasonOf(failed, REFUSED);
  }
}

/** Fill in what an address of drills leaves open. */
export function fillIn(): void {
  const view = asked.value;
  if (view.view !== "drills" || !drills.value || (view.drills && view.zone)) return;
  const names = view.drills ? chosen(view) : newest();
  if (names.length) settle({ ...view, ...laidOver(names) });
}

/** Return the names of the drills that are looked at. */
export function chosen(view: Asked): string[] {
  return view.drills.split(",").filter(Boolean);
}

/** Put another drill at a place, or nothing, which takes that line away. */
export function choose(place: number, name: string): void {
  const names = chosen(asked.value);
  names.splice(place, 1, ...(name ? [name] : []));
  look(laidOver(names));
}

/** Return the zones that every one of these drills' stations has. */
export function zonesOf(names: readonly string[]): Zone[] {
  const [first, ...others] = names.map((name) => found(name)?.zones ?? []);
  return (first ?? []).filter(({ id }) => others.every((zones) => zones.some((each) => each.id === id)));
}

/** Return a drill that was held. */
export function found(name: string): HeldDrill | undefined {
  return drills.value?.find((each) => each.drill === name);
}

/** The newest that has a T0, and the one before it, of the same station if there is one. */
function newest(): string[] {
  const all = (drills.value ?? []).filter((each) => each.t0);
  const [last, ...before] = all;
  const alike = [...before.filter((each) => each.station === last?.station), ...before.filter((each) => each.station !== last?.station)];
  return [last, ...alike].slice(0, FIRST_RUNS).flatMap((each) => (each ? [each.drill] : []));
}

/** A zone stays where all have it; else a platform is looked at first, for it fills first. */
function laidOver(names: readonly string[]): Pick<Asked, "drills" | "zone"> {
  const zones = zonesOf(names).map(({ id }) => id);
  const platform = zones.find((id) => id.startsWith("platform")) ?? zones[0] ?? "";
  const { zone } = asked.value;
  return { drills: names.join(","), zone: zones.includes(zone) ? zone : platform };
}
