/** The calendar's no, in words, beside the very field that it is about. */
import type { Refusal } from "../page/outbox";
import { say, t } from "../page/words/words";
import { word } from "../room/refusal_words";

export type Place = "time" | "people" | "reason" | "source" | "to" | "rest";

const PLACES: Record<string, Place> = {
  "the time is past": "time",
  "another drill is planned then": "time",
  "it begins then already": "time",
  "takes part elsewhere then": "people",
  "nobody takes part": "people",
  "one person plays one seat": "people",
  "who makes the exercise does not play in it": "people",
  "a director and an evaluator are needed": "people",
  "nothing has changed": "people",
  "a reason is needed": "reason",
  "a source must be named": "source",
};
const FIELDS: Record<string, Place> = { starts_at: "time", participants: "people", staff: "people", reason: "reason", source: "source", to: "to" };

/** Where a refusal belongs. */
export function placeOf(refusal: Refusal): Place {
  const field = refusal.faults[0]?.field.split(/[.[]/)[0] ?? "";
  return PLACES[refusal.reason] ?? FIELDS[field] ?? "rest";
}

/** The refusal, if it belongs here; `rest` takes whatever no field of the sheet is about. */
export function RefusedAt({ refusal, at, others }: { refusal: Refusal | null; at: Place; others?: readonly Place[] }) {
  if (!refusal) return null;
  const place = placeOf(refusal);
  const here = at === "rest" ? !others?.includes(place) : place === at;
  if (!here) return null;
  return (
    <p class="refused-here" role="alert">
      <b>{t("refused", { act: say(`act.${refusal.tap.kind}`, {}, refusal.tap.kind) })}</b> {word(refusal)}
    </p>
  );
}
