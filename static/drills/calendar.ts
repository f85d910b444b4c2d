/**
 * What this page knows of the calendar of drills: a year as the server lays it out, asked again after each act.
 *
 * The calendar has no socket, so an act is settled when the grid that holds it has been read.
 */
import { computed, effect, signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { Answered, ask } from "../page/fetch";
import { answered, dismiss, put, refusals, type Refusal, settle, underWay } from "../page/outbox";
import { CALENDAR } from "../page/room_paths";
import { askOrKept } from "../page/shelf";
import type { DrillGrid, Names, PlannedDrill, ScriptBrief } from "../page/wire";
import { people } from "../room/state";

const EVERY_MS = 20_000;

export type Trouble = "not-yours" | "unknown" | "no-answer";

export const grid = signal<DrillGrid | null>(null);
export const trouble = signal<Trouble | null>(null);
/** The year asked for; null for the one that room time is in. */
export const year = signal<number | null>(null);
export const scripts = signal<ScriptBrief[]>([]);
/** Room time when the grid was read, in milliseconds. */
export const gridNow = computed(() => (grid.value ? Date.parse(grid.value.now) : 0));

/** Read the year again. */
export async function readGrid(): Promise<void> {
  const asked = year.value;
  try {
    const told = await askOrKept<DrillGrid>(asked === null ? "/api/drills" : `/api/drills?year=${asked}`);
    if (asked !== year.value) return;
    grid.value = told;
    trouble.value = null;
    if (may("PlanDrill") && !scripts.value.length) await readScripts();
  } catch (failed) {
    trouble.value = troubleOf(failed);
  }
}

/** Say what kept us from reading. */
export function troubleOf(failed: unknown): Trouble {
  if (!(failed instanceof Answered)) return "no-answer";
  return failed.status === 403 ? "not-yours" : failed.status === 404 ? "unknown" : "no-answer";
}

async function readScripts(): Promise<void> {
  scripts.value = (await ask<{ scenarios: ScriptBrief[] }>("/api/drills/scenarios")).scenarios;
}

/** Keep the year fresh, and settle each act once the year that holds it is on the glass. */
export function followCalendar(): () => void {
  const timer = setInterval(() => void readGrid(), EVERY_MS);
  const stopYear = effect(() => {
    void year.value;
    void readGrid();
  });
  const stopActs = effect(() => {
    const mine = answered.value.filter((each) => each.room === CALENDAR);
    if (!mine.length) return;
    void readGrid().then(() => settle(CALENDAR, Math.max(...mine.map((each) => each.seq))));
  });
  return () => {
    clearInterval(timer);
    stopYear();
    stopActs();
  };
}

/** Whether I may ask the calendar for this. */
export function may(kind: string): boolean {
  return grid.value?.may.includes(kind) ?? false;
}

/** Find a drill of the year by its name. */
export function findDrill(name: string | null): PlannedDrill | undefined {
  return grid.value?.drills.find((each) => each.drill === name);
}

/** Keep the names that an answer brought, so that every view may say them. */
export function meet(names: Record<string, Names>): void {
  const met = Object.entries(names).map(([id, name]) => [id, { role: "coordinator" as const, unit: "", ...people.value[id], ...name }]);
  people.value = { ...people.value, ...Object.fromEntries(met) };
}

/** How many forms lie open that say themselves what was refused. */
export const formsOpen = signal(0);

export type Asked = "idle" | "sending" | "refused" | "done";

/** Ask the calendar for one thing, know how it stands, and why it was refused. */
export function useCalendarAct(kind: string): { asked: Asked; refusal: Refusal | null; since: number; send: (body: Record<string, unknown>) => void } {
  const [ref, setRef] = useState<string | null>(null);
  const tap = underWay.value.find((each) => each.ref === ref);
  const refusal = refusals.value.find((each) => each.tap.ref === ref) ?? null;
  // A refusal that has been read stays read; what was never refused and is no longer under way is done.
  const refused = useRef(false);
  if (refusal) refused.current = true;
  useEffect(() => {
    formsOpen.value += 1;
    return () => {
      formsOpen.value -= 1;
      forgetRefusals();
    };
  }, []);
  const send = (body: Record<string, unknown>) => {
    forgetRefusals();
    refused.current = false;
    void put({ room: CALENDAR, kind, body, seen_seq: 0, occurred_at: null }).then(setRef);
  };
  const asked = ref === null ? "idle" : tap ? "sending" : refused.current ? "refused" : "done";
  return { asked, refusal, since: tap?.written ?? 0, send };
}

/** Put away what the calendar said no to. */
export function forgetRefusals(): void {
  for (const refusal of refusals.value.filter((each) => each.tap.room === CALENDAR)) dismiss(refusal);
}
