/**
 * Every text of the pages in both languages; a key without words in one of them does not compile.
 *
 * What the server may name only at run time (a reason, an event, a rule) is asked by `say`, which
 * falls back to the server's own English rather than to silence.
 */
import { language } from "../device";
import type { Names } from "../wire";
import { en } from "./en";
import { zh } from "./zh";

export type Key = keyof typeof zh;
type Filling = Record<string, unknown>;

const texts: Record<"zh" | "en", Record<string, string>> = { zh, en };

/** Return a text in the reader's language, its {places} filled. */
export function t(key: Key, facts?: Filling): string {
  return fill(texts[language.value][key] ?? key, facts);
}

/** Return the text for a key known only at run time, or what to say without one. */
export function say(key: string, facts: Filling, without: string): string {
  return fill(texts[language.value][key] ?? without, facts);
}

/** Whether there are words for a key known only at run time. */
export function speaks(key: string): boolean {
  return key in texts[language.value];
}

/** Return a name in the reader's language. */
export function named(names: Names | null | undefined): string {
  return names ? names[language.value] || names.zh : "";
}

function fill(text: string, facts?: Filling): string {
  if (!facts) return text;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? "–"));
}
