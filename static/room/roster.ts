/**
 * Who is on duty for the coming day: read again now and then, because nobody tells when it changes.
 *
 * The server alone says what is a gap; here its duties and gaps are only laid out, a row a seat.
 */
import { signal } from "@preact/signals";
import { askOrKept } from "../page/shelf";
import { day, hm, now } from "../page/time";
import { SEATS } from "../page/me";
import { pathsOf } from "../page/room_paths";
import type { Seat } from "../page/wire";
import { t } from "../page/words/words";
import { profile, room } from "./state";

export interface Duty {
  seat: Seat;
  person: string;
  starts: string;
  ends: string;
  deputy: boolean;
  lines: string[];
  exits: string[];
}

export interface Gap {
  seat: Seat;
  line: string | null;
  starts: string;
  ends: string;
}

export interface Roster {
  since: string;
  until: string;
  duties: Duty[];
  gaps: Gap[];
}

/** A stretch of one row: somebody's hours, or nobody's where `person` is null. */
export interface Stretch {
  person: string | null;
  starts: string;
  ends: string;
  exits: string[];
  deputies: Duty[];
}

export interface Row {
  seat: Seat;
  line: string | null;
  stretches: Stretch[];
}

export const roster = signal<Roster | "asking" | "unread">("asking");

/** Read the roster; without a line, the one kept on this tablet. */
export async function readRoster(): Promise<void> {
  const path = pathsOf(room.value).roster;
  if (!path) return;
  const told = await askOrKept<Roster>(path).catch(() => null);
  if (told || typeof roster.value === "string") roster.value = told ?? "unread";
}

/** The gaps that are not over yet, the first one first. */
export function gapsAhead(told: Roster): Gap[] {
  const ahead = told.gaps.filter((gap) => Date.parse(gap.ends) > now.value);
  return ahead.sort((one, other) => one.starts.localeCompare(other.starts));
}

/** When the first of those on duty is relieved; null where nobody is. */
export function handover(told: Roster): string | null {
  const ends = told.duties.filter((duty) => !duty.deputy && isNow(duty)).map((duty) => duty.ends);
  return ends.sort()[0] ?? null;
}

/** Whether room time stands within some hours. */
export function isNow(hours: { starts: string; ends: string }): boolean {
  return Date.parse(hours.starts) <= now.value && now.value < Date.parse(hours.ends);
}

/** One row a seat, and for station masters one a line. */
export function rows(told: Roster): Row[] {
  const lines = (profile.value?.lines ?? []).map((line) => line.line);
  const needed = SEATS.flatMap((seat): [Seat, string | null][] => (seat === "station-master" && lines.length ? lines.map((line) => [seat, line]) : [[seat, null]]));
  return needed.map(([seat, line]) => ({ seat, line, stretches: stretches(told, seat, line) }));
}

function stretches(told: Roster, seat: Seat, line: string | null): Stretch[] {
  const ours = told.duties.filter((duty) => duty.seat === seat && (line === null || !duty.lines.length || duty.lines.includes(line)));
  const gaps = gapsAhead(told).filter((gap) => gap.seat === seat && gap.line === line);
  const deputies = ours.filter((duty) => duty.deputy);
  const held = ours.filter((duty) => !duty.deputy && Date.parse(duty.ends) > now.value);
  return [...held.map((duty) => ({ ...duty })), ...gaps.map((gap) => ({ ...gap, person: null, exits: [] }))]
    .map(({ person, starts, ends, exits }) => ({ person, starts, ends, exits, deputies: deputies.filter((duty) => duty.starts < ends && duty.ends > starts) }))
    .sort((one, other) => one.starts.localeCompare(other.starts));
}

const DAY_MS = 86_400_000;
const EVENING = "18:00";

/** 今夜 20:30: a moment by the day as people say it. */
export function when(at: string): string {
  const time = hm(at);
  const days = (Date.parse(day(at)) - Date.parse(day(now.value))) / DAY_MS;
  if (days === 0) return t(time >= EVENING ? "roster.tonight" : "roster.today", { time });
  if (days === 1) return t("roster.tomorrow", { time });
  if (days === -1) return t("roster.yesterday", { time });
  return t("roster.day", { day: day(at).slice(5), time });
}

/** 今天 08:30–20:30, and 今夜 20:30–明天 08:30. */
export function hours(starts: string, ends: string): string {
  const until = day(starts) === day(ends) ? hm(ends) : when(ends);
  return t("roster.hours", { from: when(starts), until });
}
