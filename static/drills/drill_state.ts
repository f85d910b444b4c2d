/**
 * What the page of one drill knows: its plan from the calendar, its room as it is joined, its script's clock.
 *
 * Nothing is worked out here that the room's book decides; what an inject brought about is read from the log.
 */
import { computed, effect, signal } from "@preact/signals";
import { ask } from "../page/fetch";
import { has, me } from "../page/me";
import { now } from "../page/time";
import type { DrillTold, Entry, InjectTold, Inject } from "../page/wire";
import { ran } from "../room/drill/exercise";
import { openRoom } from "../room/opening";
import { entries, panels, profile, room, takeOlder } from "../room/state";
import { grid, meet, type Trouble, troubleOf, year } from "./calendar";
import { named } from "../page/words/words";

const PAGE = 200;
// A drill of an hour and a half writes some hundreds of entries.
const MOST_PAGES = 10;

export const told = signal<DrillTold | null>(null);
export const drillTrouble = signal<Trouble | null>(null);
export const panel = computed(() => panels.value?.drill ?? null);
export const debrief = computed(() => panels.value?.debrief ?? null);

/** What I am in this drill. */
export const directs = computed(() => staff.value?.director === me.value?.person);
export const evaluates = computed(() => staff.value?.evaluators.includes(me.value?.person ?? "") ?? false);
export const observes = computed(() => directs.value || evaluates.value);
export const plays = computed(() => players.value.find((each) => each.person === me.value?.person) ?? null);
const staff = computed(() => panel.value?.staff ?? told.value?.drill.staff ?? null);
const players = computed(() => panel.value?.participants ?? told.value?.drill.participants ?? []);
/** Whether I am inside the exercise, on whichever side. */
export const inside = computed(() => observes.value || plays.value !== null || staff.value?.safety === me.value?.person);

/** Read the drill and, for whoever is in it, open its room. */
export async function openDrill(drill: string): Promise<void> {
  await readDrill(drill);
  const plan = told.value?.drill;
  if (!plan) return;
  year.value = Number(plan.quarter.slice(0, 4));
  if (!inside.value && !has("coordinator") && !has("district-officer")) return;
  await openRoom(plan.room);
  readWholeBook();
  followObservations(drill);
}

/** What was observed is told apart from the room, to those who make the exercise alone while it runs. */
function followObservations(drill: string): void {
  effect(() => {
    const count = panel.value?.observations ?? 0;
    if (observes.value && count !== told.peek()?.observed.length) void readDrill(drill);
  });
}

/** Read the drill again: its plan may have changed in the calendar. */
export async function readDrill(drill: string): Promise<void> {
  try {
    const answer = await ask<DrillTold>(`/api/drills/${encodeURIComponent(drill)}`);
    meet(answer.people);
    told.value = answer;
    drillTrouble.value = null;
  } catch (failed) {
    drillTrouble.value = troubleOf(failed);
  }
}

/** The whole of the book is here once, so that what an early inject brought about is still seen. */
function readWholeBook(): void {
  const stop = effect(() => {
    if (!entries.value.length) return;
    setTimeout(() => stop());
    void readOlder(0);
  });
}

async function readOlder(pages: number): Promise<void> {
  const before = entries.peek()[0]?.seq ?? 1;
  if (before <= 1 || pages >= MOST_PAGES) return;
  const page = await ask<{ entries: Entry[] }>(`/api/rooms/${room.peek()}/entries?before=${before}&limit=${PAGE}`).catch(() => null);
  if (!page?.entries.length) return;
  takeOlder(page.entries);
  await readOlder(pages + 1);
}

/** Seconds that the script has run, without its pauses. */
export const ranSeconds = computed(() => (panel.value ? ran(panel.value) : 0));

export type InjectStands = "waiting" | "given" | "skipped";

/** One message of the script and how it stands. */
export interface Standing {
  inject: Inject;
  stands: InjectStands;
  given: Pick<InjectTold, "at" | "minute" | "by_hand"> | null;
  skipped: string | null;
  /** The first entry that shows it was answered; null while none does. */
  seen: Entry | null;
  /** Whether that entry came after the limit, or none did and the limit is over. */
  late: boolean;
}

/** The injects in the script's order. */
export const injects = computed<Standing[]>(() => (told.value?.script?.injects ?? []).map(standing));

function standing(inject: Inject): Standing {
  const given = panel.value?.given.find((each) => each.inject === inject.id) ?? givenInBook(inject.id);
  const skipped = panel.value?.skipped[inject.id] ?? null;
  const seen = given ? answerTo(inject, given.at) : null;
  const limit = given ? Date.parse(given.at) + inject.limit_min * 60_000 : Infinity;
  const late = inject.shown_by !== undefined && (seen ? Date.parse(seen.at) : now.value) > limit;
  return { inject, stands: given ? "given" : skipped === null ? "waiting" : "skipped", given, skipped, seen, late };
}

function givenInBook(id: string): Standing["given"] {
  const entry = entries.value.find((each) => each.kind === "InjectGiven" && each.body.inject === id);
  const begun = panel.value?.began_at;
  if (!entry || !begun) return null;
  return { at: entry.at, minute: (Date.parse(entry.at) - Date.parse(begun)) / 60_000, by_hand: entry.body.by_hand };
}

function answerTo(inject: Inject, given: string): Entry | null {
  const kinds = inject.shown_by ?? [];
  return entries.value.find((each) => kinds.includes(each.kind) && each.at >= given) ?? null;
}

/** The message that comes next: the first by the clock, then those given by hand. */
export const nextInject = computed<Standing | null>(() => {
  const waiting = injects.value.filter((each) => each.stands === "waiting");
  const timed = waiting.filter((each) => each.inject.due_min !== null);
  return [...timed].sort((one, other) => one.inject.due_min! - other.inject.due_min!)[0] ?? waiting[0] ?? null;
});

/** The station at which it is played. */
export function stationName(): string {
  const station = told.value?.drill.station ?? "";
  return named(profile.value?.name) || named(grid.value?.stations.find((each) => each.station === station)?.names) || station;
}

/** What the drill is called: its script for those who may know it, else its station. */
export function drillName(): string {
  return named(panel.value?.name) || named(told.value?.script?.name) || stationName();
}
