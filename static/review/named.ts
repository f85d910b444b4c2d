/** What stations, days and stretches of time are called on this page. */
import { language } from "../page/device";
import { hm } from "../page/time";
import { named, t } from "../page/words/words";
import { stations } from "./view";

const WEEKDAYS = {
  zh: ["周日", "周一", "周二", "周三", "周四", "周五", "周六"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
} as const;
const MINUTE_MS = 60_000;
// More stretches than these are told as how many and how long.
const LISTED = 3;

/** 静安寺 */
export function stationName(station: string): string {
  return named(stations.value.find((each) => each.id === station)?.name) || station;
}

/** 2015-04-01 周三 */
export function dayName(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return Number.isNaN(weekday) ? day : `${day} ${WEEKDAYS[language.value][weekday]!}`;
}

/** 2015-03-26 – 2015-04-01, or the one day. */
export function daysName(first: string, last: string): string {
  return first === last ? dayName(first) : `${first} – ${last}`;
}

/** 1,234人次, or that it is not known. */
export function people(count: number | null): string {
  return count === null ? t("review.unknown") : t("review.people", { count: count.toLocaleString("en") });
}

/** The stretches themselves when they are few, else how many and how long. */
export function stretches(all: readonly [string, string][], dated: boolean): string {
  if (!all.length) return t("review.gaps.none");
  if (dated || all.length > LISTED) {
    const minutes = all.reduce((sum, [from, to]) => sum + (Date.parse(to) - Date.parse(from)) / MINUTE_MS, 0);
    return t("review.stretches", { count: all.length, hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  }
  return all.map(([from, to]) => `${hm(from)}–${hm(to)}`).join(t("list"));
}
