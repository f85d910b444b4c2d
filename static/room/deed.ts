/**
 * The headline's other half: by which clock time which deed, so that nobody has to do sums.
 *
 * A colour only proposes a level (RULINGS 17); when the figures keep climbing as they do, the
 * server's own threshold of the next colour gives the hour.
 */
import type { Alert, Colour, Level } from "../page/wire";
import { hm, now, passed } from "../page/time";
import { t } from "../page/words/words";
import { zoneReading } from "./names";
import { panels, profile, worst } from "./state";
import { allTasks } from "./tasks";

const PROPOSES: Partial<Record<Colour, Level>> = { yellow: "three", orange: "two", red: "one" };
const RANK: Record<Level, number> = { three: 1, two: 2, one: 3 };
const NEXT: Partial<Record<Colour, Colour>> = { blue: "yellow", yellow: "orange", orange: "red" };
// A straight line further than this into the future is a guess about another crowd.
const FARTHEST_MS = 60 * 60_000;

/** The level that the colour proposes above the one ordered, or null. */
export function suggestedLevel(): Level | null {
  const level = panels.value?.response.level ?? null;
  const proposed = worst.value ? PROPOSES[worst.value.colour] : undefined;
  if (!proposed) return null;
  return !level || RANK[proposed] > RANK[level] ? proposed : null;
}

/** The level above the one ordered, or null at the top. */
export function nextLevel(): Level | null {
  const level = panels.value?.response.level ?? null;
  if (level === "one") return null;
  return level === null ? "three" : level === "three" ? "two" : "one";
}

/** When the figures reach the next colour if they go on as they do; null when nobody can say. */
export function reaches(alert: Alert): { colour: Colour; at: number } | null {
  const colour = NEXT[alert.colour];
  const zone = zoneReading(alert.zone);
  const trend = zone?.trend_per_minute ?? 0;
  const limit = colour && peopleAt(alert.zone, alert.rule, colour);
  if (!colour || !limit || !zone || zone.people === null || trend <= 0) return null;
  const minutes = (limit - zone.people) / trend;
  if (minutes <= 0 || minutes * 60_000 > FARTHEST_MS) return null;
  return { colour, at: now.value + minutes * 60_000 };
}

function peopleAt(zone: string, rule: string, colour: Colour): number | null {
  const found = profile.value?.rules?.find((each) => each.id === rule && each.zone === zone);
  const begin = found?.thresholds[colour];
  return begin != null && found?.per ? begin * found.per : null;
}

/** Say the next deed of this room with its clock time. */
export function deed(): { words: string; urgent: boolean } {
  const level = suggestedLevel();
  const alert = worst.value;
  if (level && alert) {
    const next = reaches(alert);
    const words = { level: t(`level.${level}`), time: next ? hm(next.at) : "" };
    return { words: t(next ? "deed.order-by" : "deed.order", words), urgent: true };
  }
  return nextDue() ?? { words: restWords(alert), urgent: false };
}

function restWords(alert: Alert | null): string {
  if (!alert) return t("deed.none");
  if (alert.stand_down_invited) return t("deed.stand-down");
  return t(alert.colour === "red" || alert.colour === "orange" ? "deed.hold" : "deed.watch");
}

function nextDue(): { words: string; urgent: boolean } | null {
  const due = allTasks().filter((task) => task.due !== null && task.whose !== "others");
  const mine = due.filter((task) => task.whose === "mine");
  const first = (mine.length ? mine : due).sort((one, other) => Date.parse(one.due!) - Date.parse(other.due!))[0];
  if (!first) return null;
  const late = passed(first.due);
  return { words: t(late ? "deed.late" : "deed.next", { time: hm(first.due!), what: t(`deed.of.${first.of}`) }), urgent: late };
}
