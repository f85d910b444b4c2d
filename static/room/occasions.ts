/**
 * What is planned nearby in the coming week: read again now and then, because it changes by the day.
 *
 * A drill reads nothing of it: what is planned in earnest has no place in an exercise.
 */
import { signal } from "@preact/signals";
import type { Occasion, SpecialDay } from "../page/occasion";
import { pathsOf } from "../page/room_paths";
import { askOrKept } from "../page/shelf";
import { day, now } from "../page/time";
import { named, t } from "../page/words/words";
import { hours } from "./roster";
import { room } from "./state";

const WEEK_MS = 7 * 86_400_000;
// More than these are found in the calendar itself.
const SHOWN = 3;

const planned = signal<Occasion[]>([]);
const special = signal<SpecialDay[]>([]);

/** Read the calendar of this station; without a line, what was kept of it. */
export async function readOccasions(): Promise<void> {
  const path = pathsOf(room.value).occasions;
  if (!path) return;
  const told = await askOrKept<{ occasions: Occasion[]; days?: SpecialDay[] }>(path).catch(() => null);
  if (!told) return;
  planned.value = told.occasions;
  special.value = told.days ?? [];
}

/** What of the coming week is not what its weekdays say: 04-04–04-06 清明节, and who said so. */
export function specialDays(): { day: string; words: string; source: string }[] {
  const last = day(now.value + WEEK_MS);
  const runs: { first: string; last: string; of: SpecialDay }[] = [];
  for (const each of special.value.filter((one) => one.day <= last)) {
    const run = runs.at(-1);
    if (run && run.of.name.zh === each.name.zh && run.of.kind === "holiday") run.last = each.day;
    else runs.push({ first: each.day, last: each.day, of: each });
  }
  return runs.map(({ first, last: until, of }) => {
    const when = first === until ? first.slice(5) : `${first.slice(5)}–${until.slice(5)}`;
    return { day: first, words: `${when} ${named(of.name)}`, source: of.source };
  });
}

/** Each that goes on or begins within a week, the earliest first: when, what people called it, and how many. */
export function occasionsAhead(): { id: string; when: string; said: string; people: string }[] {
  return planned.value
    .filter((each) => Date.parse(each.ends) > now.value && Date.parse(each.starts) < now.value + WEEK_MS)
    .slice(0, SHOWN)
    .map((each) => ({
      id: each.id,
      when: hours(each.starts, each.ends),
      said: each.name === each.place ? each.name : `${each.name} · ${each.place}`,
      people: t("calm.occasion", { people: each.attendance.toLocaleString("en-US") }),
    }));
}
