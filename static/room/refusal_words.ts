/** The rules' no in the chief's language, with the facts the server gave. */
import type { Refusal } from "../page/outbox";
import { hm } from "../page/time";
import { say, speaks, t } from "../page/words/words";
import { placeName, seatName, stepTitle, who, zoneName } from "./names";

const AGENCY_FIELDS = new Set(["accountable", "owner"]);
const STATE_FIELDS = new Set(["stands", "needs"]);

/** Say why something was refused. */
export function word({ reason, facts }: Refusal): string {
  const filled = Object.fromEntries(Object.entries(facts).map(([field, value]) => [field, fact(field, value)]));
  return say(`refused.${reason}`, filled, reason);
}

function fact(field: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => fact(field, each)).join(t("list"));
  if (typeof value !== "string") return value ?? "–";
  if (value.startsWith("p-")) return who(value);
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return hm(value);
  if (field === "step" || field === "steps") return stepTitle(value);
  if (field === "zone") return zoneName(value);
  if (field === "room") return placeName(value);
  if (AGENCY_FIELDS.has(field)) return say(`agency.${value}`, {}, value);
  if (STATE_FIELDS.has(field)) return say(`hazard.${value}`, {}, value);
  if (speaks(`seat.${value}`)) return seatName(value);
  for (const list of ["colour", "level", "step", "act", "role", "phase", "outcome", "row", "real"]) if (speaks(`${list}.${value}`)) return say(`${list}.${value}`, {}, value);
  return value;
}
