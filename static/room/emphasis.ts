/**
 * Which of four faces the screen shows: calm, watch, action, or not known (情况不明).
 *
 * A graver face comes by itself one second after the last touch, and its buttons are dead for
 * 400 ms, so that nobody presses what was not there; a calmer one waits for a tap, save where a
 * drill has ended and nothing is left to press.
 */
import { computed, effect, signal } from "@preact/signals";
import { over, panels, reading, worst } from "./state";

export type Face = "calm" | "unknown" | "watch" | "action";

const ORDER: readonly Face[] = ["calm", "unknown", "watch", "action"];
const AFTER_TOUCH_MS = 1_000;
const DEAD_MS = 400;

/** What the room's state asks for. */
export const asked = computed<Face>(() => {
  if (over.value) return "calm";
  const alert = worst.value;
  const running = panels.value?.plan.running ?? null;
  if (alert?.colour === "red" || alert?.colour === "orange" || running) return "action";
  if (alert || panels.value?.response.level) return "watch";
  return known() ? "calm" : "unknown";
});

/** What is shown. */
export const face = signal<Face>("calm");
export const dead = signal(false);
/** True while a calmer face waits for a tap. */
export const calmer = computed(() => ORDER.indexOf(asked.value) < ORDER.indexOf(face.value) && !near());

function near(): boolean {
  // Calm and not known are laid out alike: nothing jumps between them.
  return isQuiet(asked.value) && isQuiet(face.value);
}

function isQuiet(which: Face): boolean {
  return which === "calm" || which === "unknown";
}

function known(): boolean {
  const told = reading.value;
  return told !== null && told.known && !told.stale;
}

let touched = -Infinity;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Somebody touches the glass: leave it as it is for a second. */
export function touch(): void {
  touched = performance.now();
}

/** Show the calmer face: the person has asked for it. */
export function calmDown(): void {
  lay(asked.value);
}

/** Follow the room from here on; the first face comes at once. */
export function startEmphasis(): void {
  face.value = asked.value;
  effect(() => {
    const wanted = asked.value;
    clearTimeout(timer);
    if (wanted === face.peek()) return;
    if (near() || over.value || ORDER.indexOf(wanted) > ORDER.indexOf(face.peek())) layLater();
  });
}

function layLater(): void {
  const rest = touched + AFTER_TOUCH_MS - performance.now();
  if (rest <= 0) return lay(asked.peek());
  timer = setTimeout(layLater, rest);
}

function lay(wanted: Face): void {
  face.value = wanted;
  dead.value = true;
  setTimeout(() => (dead.value = false), DEAD_MS);
}
