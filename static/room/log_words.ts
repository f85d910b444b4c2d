/** One entry of the book as one sentence a person can read out; in a drill it begins with the prefix. */
import type { Entry } from "../page/wire";
import { hm } from "../page/time";
import { language } from "../page/device";
import { say, speaks, t } from "../page/words/words";
import { reasonSentence } from "./alert_words";
import { prefixed } from "./drill/exercise";
import { placeName, postName, seatName, seatShort, stepTitle, who, zoneName } from "./names";

const LEVELS = new Set(["three", "two", "one"]);
const COLOURS = new Set(["blue", "yellow", "orange", "red"]);
const SEAT_FIELDS = new Set(["seat", "of_seat", "to"]);
const CLOSED_LISTS = new Set(["situation", "channel", "vote", "scenario", "matter", "answer", "why", "state", "outcome", "rating"]);
// What is real is told in a drill's book without the prefix: it is no exercise.
const REAL_KINDS = new Set(["RealWarned", "WarningAnswered", "DrillHalted", "DrillStopped"]);
const PERSON_FIELDS = new Set(["person", "to_person", "was_person", "recorded_by", "for_person"]);

/** Say what happened. */
export function sentence(entry: Entry): string {
  const facts = factsOf(entry);
  const without = entry.kind.replace(/([a-z])([A-Z])/g, "$1 $2");
  const alone = `event.${entry.kind}.nobody`;
  const nobody = Array.isArray(entry.body?.people) && entry.body.people.length === 0 && speaks(alone);
  const said = say(nobody ? alone : `event.${entry.kind}`, facts, without);
  return REAL_KINDS.has(entry.kind) ? said : prefixed(said);
}

/** Say who did it: a person with their seat, or the watch. */
export function author(entry: Entry): string {
  const { who: person, seat, voice_of } = entry.by;
  const name = who(person);
  const voice = voice_of ? `☎${who(voice_of)} ` : "";
  return voice + (seat ? `${seatShort(seat)} ${name}` : name);
}

function factsOf(entry: Entry): Record<string, unknown> {
  const told = Object.entries(entry.body ?? {}).map(([field, value]) => [field, word(field, value, entry)]);
  return { ...Object.fromEntries(told), who: author(entry) };
}

function word(field: string, value: unknown, entry: Entry): unknown {
  if (Array.isArray(value)) return list(field, value, entry);
  if (value && typeof value === "object") return inner(field, value as Record<string, unknown>, entry);
  if (typeof value === "boolean") return value ? t("yes") : t("no");
  if (field === "step" && typeof value === "number") return say(`crowd.${value}`, {}, String(value));
  if (value === null || value === "") return field === "zone" ? zoneName(null) : "";
  return typeof value === "string" ? text(field, value) : value;
}

function list(field: string, values: unknown[], entry: Entry): string {
  if (field === "steps") return String(values.length);
  return values.map((value) => word(field.replace(/s$/, ""), value, entry)).join(t("list"));
}

function inner(field: string, value: Record<string, unknown>, entry: Entry): unknown {
  if (field === "reason" && typeof value.key === "string") {
    return reasonSentence(value as never, (entry.body.zone as string) ?? null);
  }
  if (typeof value.person === "string") return who(value.person);
  if ("zh" in value && "en" in value) return value[language.value];
  return typeof value.id === "string" ? value.id : "";
}

function text(field: string, value: string): string {
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return hm(value);
  if (field === "real") return say(`real.${value}`, {}, value);
  if (field === "room") return placeName(value);
  if (SEAT_FIELDS.has(field) && speaks(`seat.${value}`)) return seatName(value);
  if (PERSON_FIELDS.has(field) || value.startsWith("p-")) return who(value);
  if (field === "step") return stepTitle(value);
  if (field === "post") return postName(value);
  if (field === "zone") return speaks(`control.${value}`) && !speaks(`zone.${value}`) ? say(`control.${value}`, {}, value) : zoneName(value);
  if (COLOURS.has(value)) return say(`colour.${value}`, {}, value);
  if (LEVELS.has(value)) return say(`level.${value}`, {}, value);
  return CLOSED_LISTS.has(field) ? say(`${field}.${value}`, {}, value) : value;
}
