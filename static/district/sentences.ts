/** Says what the district must know of a station: one short line for the map, a whole one for the table. */
import type { Facts } from "../page/wire";
import { say, t } from "../page/words/words";
import type { Grade } from "../readiness/told";
import { readyOf, shown, type Station } from "./picture";

export type Look = "blue" | "yellow" | "orange" | "red" | "calm" | "unknown" | `grade-${Grade}`;

/** What the map draws: a hue, a static grade, nothing, or hatching where nobody knows. */
export function lookOf({ id, state }: Station): Look {
  if (shown.value === "risk") return gradeLook(id);
  if (state.colour) return state.colour;
  return state.known && !state.stale ? "calm" : "unknown";
}

function gradeLook(id: string): Look {
  const grade = readyOf(id)?.grade;
  return grade ? `grade-${grade}` : "unknown";
}

/** A station's static grade in words. */
export function gradeWords(id: string): string {
  const grade = readyOf(id)?.grade;
  return grade ? t(`risk.${grade}`) : t("district.not-assessed");
}

/** The one line under a station's name. */
export function shortLine(station: Station): string {
  // Hatching says that nobody graded it; words for most of the map would hide the few that are.
  if (shown.value === "risk") return readyOf(station.id)?.grade ? gradeWords(station.id) : "";
  const { state } = station;
  const parts = [state.colour ? t(`colour.${state.colour}`) : state.known ? "" : t("state.unknown")];
  if (state.share !== null && state.known) parts.push(percent(state.share));
  if (state.stale && (state.known || state.colour)) parts.push(t("stale"));
  if (state.level) parts.push(t(`level.${state.level}`));
  return parts.filter(Boolean).join(" · ");
}

/** The worst alert's reason in full, or how things stand without one. */
export function headline({ id, state }: Station): string {
  if (shown.value === "risk") return readyOf(id)?.grade ? gradeWords(id) : t("district.not-assessed.long");
  if (state.headline) return reason(state.headline.key, state.headline.facts);
  if (!state.known) return t("district.unknown.long");
  return state.stale ? t("district.stale.long") : "–";
}

/** A share as a whole per cent, and unknown as a dash, never as zero. */
export function percent(share: number | null): string {
  return share === null ? "–" : `${Math.round(share * 100)}%`;
}

function reason(key: string, facts: Facts): string {
  const told: Record<string, unknown> = { ...facts };
  told.zone = zone(facts.zone);
  told.situation = typeof facts.situation === "string" ? say(`situation.${facts.situation}`, {}, facts.situation) : "";
  told.window = facts.window_s ? t("minutes", { minutes: Math.round(Number(facts.window_s) / 60) }) : "";
  told.value = figure(key, facts.value);
  told.threshold = figure(key, facts.threshold);
  return say(`reason.${key}`, told, key);
}

function figure(key: string, value: unknown): string {
  if (typeof value !== "number") return "–";
  return key === "share" ? percent(value) : value >= 10 ? String(Math.round(value)) : value.toFixed(1);
}

function zone(name: unknown): string {
  if (typeof name !== "string") return t("zone.station");
  const line = name.startsWith("platform-") ? name.slice("platform-".length) : null;
  return line ? t("zone.platform-line", { line: t("line.number", { line }) }) : say(`zone.${name}`, {}, name);
}
