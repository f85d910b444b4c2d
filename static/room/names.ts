/** Turns ids into words: people, seats, zones, steps, posts. A name that is not known is its id. */
import type { PlanStep } from "../page/place";
import type { Seat } from "../page/wire";
import { named, say, speaks, t } from "../page/words/words";
import { me } from "../page/me";
import { stationOf } from "../page/room_paths";
import { people, planText, profile, reading, station } from "./state";

/** A person's name. */
export function who(person: string | null | undefined): string {
  if (!person) return "–";
  if (speaks(`by.${person}`)) return say(`by.${person}`, {}, person);
  if (speaks(`seat.${person}`)) return seatName(person);
  return named(people.value[person]) || person;
}

/** A seat in full: 值班站长. */
export function seatName(seat: string): string {
  return say(`seat.${seat}`, {}, seat);
}

/** A seat in two or three characters, for narrow places. */
export function seatShort(seat: string): string {
  return say(`seat.short.${seat}`, {}, seat);
}

/** A zone as the station calls it: "platform-2" → 2号线站台. */
export function zoneName(zone: string | null): string {
  if (!zone) return t("zone.station");
  const line = zone.startsWith("platform-") ? zone.slice("platform-".length) : null;
  if (line) return t("zone.platform-line", { line: lineName(line) });
  const space = profile.value?.spaces.find((each) => each.id === zone);
  return say(`zone.${zone}`, {}, named(space?.name) || zone);
}

/** The station of a room, by name: "station/0243" → 静安寺. */
export function placeName(room: string): string {
  const id = stationOf(room);
  const known = id === station.value ? profile.value?.name : undefined;
  return named(known ?? me.value?.station_names[id]) || id;
}

/** A line by its number or name. */
export function lineName(line: string): string {
  return /^[\d-]+$/.test(line) ? t("line.number", { line: line.replaceAll("-", "·") }) : line;
}

/** The plan's own step, also of its release: `gates:release` undoes `gates`. */
export function writtenStep(id: string): string {
  return id.replace(/:release$/, "");
}

/** The written step, when the plan's text is here. */
export function stepText(id: string): PlanStep | undefined {
  return planText.value?.steps.find((step) => step.id === writtenStep(id));
}

/** What a step asks; its release wording when it is being undone. */
export function stepTitle(id: string, release = false): string {
  const step = stepText(id);
  if (!step) return id;
  return release && step.release ? named(step.release) : named(step.text);
}

/** A post's name. */
export function postName(id: string): string {
  return named(planText.value?.posts.find((post) => post.id === id)?.name) || id;
}

/** Whose step it is; null while the plan's text is not here. */
export function seatOfStep(id: string): Seat | null {
  return stepText(id)?.seat ?? null;
}

/** A share as a whole per cent, and unknown as a dash, never as zero. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? "–" : `${Math.round(share * 100)}%`;
}

/** People, rounded to what the estimate can bear. */
export function headcount(count: number | null | undefined): string {
  if (count === null || count === undefined) return "–";
  const step = count >= 1000 ? 50 : count >= 100 ? 10 : 5;
  return String(Math.round(count / step) * step);
}

/** The reading of one zone. */
export function zoneReading(zone: string) {
  return reading.value?.zones.find((each) => each.zone === zone) ?? null;
}
