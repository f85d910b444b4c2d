/** What the district's figures are read as, and which of them are looked at: an address as well. */
import { signal } from "@preact/signals";
import { Answered, ask, NoAnswer } from "../page/fetch";
import { day } from "../page/time";
import type { Names } from "../page/wire";

export interface Value {
  value: number | null;
  counted: number;
  left_out: number;
}

export interface Group {
  kind: "district" | "street" | "line";
  key: string;
  names: Names;
  stations: string[];
  values: Record<string, Value>;
}

export interface Definition {
  name: Names;
  unit: "count" | "seconds" | "days" | "share";
  how: Names;
}

export interface Figures {
  first: string;
  last: string;
  until: string;
  now: string;
  definitions: Record<string, Definition>;
  groups: Group[];
}

/** Each part of the assessment, with its figures in the order in which they are told. */
export const PARTS = {
  response: ["calls", "answer-median", "answered-in-time", "arrival-median", "arrived-in-time", "order-median"],
  drills: ["drills-run", "drills-owed", "drills-overdue"],
  hazards: ["hazards-due", "hazards-closed-in-time", "hazards-overdue"],
  plans: ["plan-in-force", "plan-age-median"],
} as const;
export type Part = keyof typeof PARTS;
export type By = "street" | "line";

interface Asked {
  /** 2015Q2; nothing is the quarter that runs. */
  quarter: string;
  part: Part;
  by: By;
}

export const asked = signal<Asked>(fromAddress());
export const figures = signal<Figures | null>(null);
export const trouble = signal<"not-yours" | "wrong" | "no-answer" | null>(null);

function fromAddress(): Asked {
  const address = new URLSearchParams(location.search);
  const part = address.get("part") ?? "";
  return {
    quarter: address.get("quarter") ?? "",
    part: part in PARTS ? (part as Part) : "response",
    by: address.get("by") === "line" ? "line" : "street",
  };
}

/** Look at something else, and put it into the address. */
export function look(next: Partial<Asked>): void {
  asked.value = { ...asked.value, ...next };
  history.pushState(null, "", `?${new URLSearchParams({ ...asked.value })}`);
}

addEventListener("popstate", () => (asked.value = fromAddress()));

/** Return the address of the figures, or of their table, of a quarter. */
export function pathOf(quarter: string, table = false): string {
  return `/api/district/figures${table ? ".csv" : ""}${quarter ? `?quarter=${encodeURIComponent(quarter)}` : ""}`;
}

/** Read the figures of the quarter that is looked at; an answer to an older question is dropped. */
export async function readFigures(): Promise<void> {
  const { quarter } = asked.value;
  figures.value = null;
  trouble.value = null;
  try {
    const told = await ask<Figures>(pathOf(quarter));
    if (asked.value.quarter === quarter) figures.value = told;
  } catch (error) {
    if (!(error instanceof Answered || error instanceof NoAnswer)) throw error;
    if (asked.value.quarter === quarter) trouble.value = troubleOf(error);
  }
}

function troubleOf(error: Answered | NoAnswer): "not-yours" | "wrong" | "no-answer" {
  if (error instanceof NoAnswer) return "no-answer";
  return error.status === 403 ? "not-yours" : error.status === 422 ? "wrong" : "no-answer";
}

/** Return the quarter of a day: 2015-04-01 is in 2015Q2. */
export function quarterOf(date: string): string {
  return `${date.slice(0, 4)}Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

/** Return the quarter that runs, once the room's clock has been heard. */
export function thisQuarter(told: Figures): string {
  return quarterOf(day(told.now));
}

/** Return the quarter before or after another; nothing for one that is yet to come. */
export function besides(quarter: string, steps: -1 | 1, told: Figures): string | null {
  const place = Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(5)) - 1 + steps;
  const found = `${Math.floor(place / 4)}Q${(place % 4) + 1}`;
  return found > thisQuarter(told) ? null : found;
}
