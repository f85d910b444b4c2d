/** Until when counts are held: a picture without it would pass off half a day as a whole one. */
import { day, hm } from "../page/time";
import { t } from "../page/words/words";

const MINUTE_MS = 60_000;

/** 数据至 2015-04-01 18:35 */
export function until(at: string | null): string {
  if (at === null) return t("review.until.never");
  return t("review.until", { day: day(Date.parse(at) - MINUTE_MS), at: untilClock(at) });
}

/** 18:35; the end of a day is its 24:00 and not the next one's beginning. */
export function untilClock(at: string): string {
  return hm(at) === "00:00" ? "24:00" : hm(at);
}
