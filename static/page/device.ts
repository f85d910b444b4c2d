/**
 * What this very tablet is called and how it likes to be read: kept in the browser, never sent but
 * for the device's own random name.
 */
import { effect, signal } from "@preact/signals";

export type Language = "zh" | "en";
export type Theme = "light" | "dark";

function stored(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function store(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A browser that keeps nothing still shows everything.
  }
}

/** A random id; `crypto.randomUUID` needs a secure context, which a bare station network is not. */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function deviceName(): string {
  const known = stored("device");
  if (known) return known;
  const name = `t-${freshId().slice(0, 8)}`;
  store("device", name);
  return name;
}

export const device = deviceName();
export const language = signal<Language>(stored("language") === "en" ? "en" : "zh");
export const theme = signal<Theme>(firstTheme());

function firstTheme(): Theme {
  const chosen = stored("theme");
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

effect(() => {
  document.documentElement.dataset.theme = theme.value;
  document.documentElement.lang = language.value === "zh" ? "zh-CN" : "en";
});

/** Change the language and remember it. */
export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  store("language", chosen);
}

/** Change between light and dark and remember it. */
export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  store("theme", chosen);
}

/** Whether the person has chosen a language on this tablet. */
export function languageChosen(): boolean {
  return stored("language") !== null;
}
