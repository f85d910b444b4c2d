/**
 * What a drill lends to every word of its room, so that no exercise looks or sounds real.
 *
 * Outside a drill each of these returns what it was given.
 */
import { me } from "../../page/me";
import { now } from "../../page/time";
import type { Colour, DrillPanel } from "../../page/wire";
import { named, t } from "../../page/words/words";
import { drill, inDrill } from "../state";

/** What is said before every sentence of this drill: 演练，演练. */
export function prefix(): string {
  return named(drill.value?.prefix) || t("drill");
}

/** A sentence as it may be read aloud here: with the prefix before it, once. */
export function prefixed(words: string): string {
  if (!inDrill.value || !words || words.includes(prefix())) return words;
  return t("drill.said", { prefix: prefix(), words });
}

/** A colour of this room by name: 橙色, and in a drill 演练橙色. */
export function colourWord(colour: Colour): string {
  const word = t(`colour.${colour}`);
  return inDrill.value ? t("drill.colour", { colour: word }) : word;
}

/** Whether I am in the exercise, on whichever side; only then may I stop it. */
export function inside(told: DrillPanel): boolean {
  const person = me.value?.person;
  const { director, safety, evaluators } = told.staff;
  return told.participants.some((each) => each.person === person) || [director, safety, ...evaluators].some((each) => each === person);
}

/** How long the script has run by now, in seconds, without its pauses. */
export function ran(told: DrillPanel): number {
  if (told.phase !== "running" || !told.resumed_at) return told.ran_s;
  return told.ran_s + Math.max(0, (now.value - Date.parse(told.resumed_at)) / 1000);
}
