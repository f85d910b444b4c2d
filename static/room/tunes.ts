/**
 * Four tunes that the ear tells apart, made by the browser itself so that they need no line.
 *
 * After the pattern of IEC 60601-1-8: medium is three notes, high is three and two. A browser makes
 * no sound before the first tap, which is why a shift starts with one.
 */
import { signal } from "@preact/signals";
import type { Colour } from "../page/wire";

interface Tune {
  notes: readonly { hertz: number; at: number; lasts: number }[];
  everySeconds: number | null;
}

const note = (hertz: number, at: number, lasts = 0.18) => ({ hertz, at, lasts });

const TUNES: Record<Colour, Tune> = {
  blue: { notes: [note(523, 0, 0.3)], everySeconds: null },
  yellow: { notes: [note(523, 0), note(659, 0.3), note(784, 0.6)], everySeconds: 30 },
  orange: { notes: [note(784, 0), note(659, 0.25), note(784, 0.5)], everySeconds: 8 },
  red: {
    notes: [note(988, 0), note(988, 0.2), note(740, 0.4), note(988, 0.75), note(740, 0.95)],
    everySeconds: 3,
  },
};

// Two long low notes before a softer tune: nobody who has heard a real alert once takes it for one.
const BEFORE_A_DRILL = [note(262, 0, 0.4), note(196, 0.5, 0.5)];
const AFTER_S = 1.2;

/** Whether this tablet can be heard. */
export const audible = signal(false);

let context: AudioContext | null = null;
let timer: ReturnType<typeof setInterval> | undefined;
let playing = "";

/** Unlock the sound; only a tap may. Return whether it worked. */
export async function unlockSound(): Promise<boolean> {
  try {
    context ??= new AudioContext();
    await context.resume();
    audible.value = context.state === "running";
  } catch {
    audible.value = false;
  }
  return audible.value;
}

/** Play one colour's tune once; in a drill after its own two notes, and softer. */
export function playOnce(colour: Colour, exercise = false): void {
  if (exercise) playMessage();
  const shift = exercise ? AFTER_S : 0;
  for (const each of TUNES[colour].notes) sound({ ...each, at: each.at + shift }, exercise);
}

/** Play what comes before every sound of a drill; alone it says that a message has come. */
export function playMessage(): void {
  for (const each of BEFORE_A_DRILL) sound(each, true);
}

/** Ring for a colour until told otherwise; null stops. */
export function ring(colour: Colour | null, exercise = false): void {
  const asked = colour ? `${colour} ${exercise}` : "";
  if (asked === playing) return;
  playing = asked;
  clearInterval(timer);
  if (!colour) return;
  playOnce(colour, exercise);
  const { everySeconds } = TUNES[colour];
  if (everySeconds) timer = setInterval(() => playOnce(colour, exercise), everySeconds * 1000);
}

const LOUD = 0.5;
const SOFT = 0.25;

function sound({ hertz, at, lasts }: Tune["notes"][number], exercise: boolean): void {
  const audio = context;
  if (!audio || audio.state !== "running") return;
  const start = audio.currentTime + at;
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  tone.frequency.value = hertz;
  tone.type = exercise ? "sine" : "triangle";
  loudness.gain.setValueAtTime(0, start);
  loudness.gain.linearRampToValueAtTime(exercise ? SOFT : LOUD, start + 0.02);
  loudness.gain.setTargetAtTime(0, start + lasts - 0.04, 0.03);
  tone.connect(loudness).connect(audio.destination);
  tone.start(start);
  tone.stop(start + lasts + 0.15);
}
