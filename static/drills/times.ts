/**
 * Quarters and sensible hours in Shanghai's time: what a planner is offered before choosing.
 *
 * Pure: room time comes in as an argument.
 */
const SHANGHAI_MS = 8 * 3600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const SATURDAY = 6;
// Quarters begin at the turn of the year and with the long holidays of May and October in sight.
const AFTER_TURN_DAYS = 7;
// Whoever wants to begin at once needs a few minutes to let somebody else approve.
const SOON_MINUTES = 15;

export interface QuickTime {
  key: "workday" | "week-later" | "weekend" | "soon";
  at: number;
}

/** The first moment of a quarter written 2026Q4. */
export function beginOf(quarter: string): number {
  const [year, number] = quarter.split("Q").map(Number);
  return Date.UTC(year!, 3 * (number! - 1), 1) - SHANGHAI_MS;
}

/** The first moment after a quarter. */
export function endOf(quarter: string): number {
  const [year, number] = quarter.split("Q").map(Number);
  return Date.UTC(year!, 3 * number!, 1) - SHANGHAI_MS;
}

/** The quarter of a moment, as it is written. */
export function quarterAt(at: number): string {
  const told = new Date(at + SHANGHAI_MS);
  return `${told.getUTCFullYear()}Q${Math.floor(told.getUTCMonth() / 3) + 1}`;
}

/** A moment as a field of date and time holds it, in Shanghai's time. */
export function toField(at: number): string {
  return new Date(at + SHANGHAI_MS).toISOString().slice(0, 16);
}

/** The moment that a field of date and time holds; null while it is not whole. */
export function fromField(text: string): number | null {
  const at = Date.parse(`${text}Z`);
  return Number.isNaN(at) ? null : at - SHANGHAI_MS;
}

/** The hours offered for a quarter, the first of them chosen; none is past, and none in another quarter. */
export function quickTimes(quarter: string, now: number): QuickTime[] {
  const current = now >= beginOf(quarter);
  const first = startOfDay(current ? now + DAY_MS : beginOf(quarter) + AFTER_TURN_DAYS * DAY_MS);
  const workday = hour(nextDay(first, (day) => day > 0 && day < SATURDAY), 14);
  const offered: QuickTime[] = [
    { key: "workday", at: workday },
    { key: "week-later", at: workday + 7 * DAY_MS },
    { key: "weekend", at: hour(nextDay(first, (day) => day === SATURDAY), 10) },
  ];
  if (current) offered.push({ key: "soon", at: roundUp(now + SOON_MINUTES * MINUTE_MS, 5 * MINUTE_MS) });
  return offered.filter(({ at }) => at > now && at < endOf(quarter));
}

function startOfDay(at: number): number {
  return Math.floor((at + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS;
}

function nextDay(from: number, fits: (day: number) => boolean): number {
  let day = from;
  while (!fits(new Date(day + SHANGHAI_MS).getUTCDay())) day += DAY_MS;
  return day;
}

function hour(day: number, of: number): number {
  return day + of * 60 * MINUTE_MS;
}

function roundUp(at: number, to: number): number {
  return Math.ceil(at / to) * to;
}
