/** Turns the readiness book's ids and facts into words. */
import { hm } from "../page/time";
import { say, t } from "../page/words/words";
import { lineName, seatName } from "../room/names";
import type { Agency, Want } from "./told";

/** An agency's name. */
export function agencyName(agency: Agency | string): string {
  return say(`agency.${agency}`, {}, agency);
}

/** Several agencies in one line. */
export function agencyNames(agencies: readonly string[]): string {
  return agencies.map(agencyName).join(t("list"));
}

/** What a button does, as it begins a line: "Treat the hazard". */
export function deed(kind: string): string {
  const told = say(`act.${kind}`, {}, kind);
  return told.charAt(0).toUpperCase() + told.slice(1);
}

/** What a light wants, as a sentence. */
export function wantWords({ key, facts }: Want): string {
  const told = Object.fromEntries(Object.entries(facts).map(([field, value]) => [field, fact(field, value)]));
  return say(`want.${key}`, told, key);
}

function fact(field: string, value: string | number | null): string {
  if (value === null) return field === "line" ? "" : "–";
  if (field === "seat") return seatName(String(value));
  if (field === "line") return lineName(String(value));
  return typeof value === "string" && value.includes("T") ? hm(value) : String(value);
}
