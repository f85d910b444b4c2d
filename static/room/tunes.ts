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

/** Whether this tablet can be heard. */
export const audible = signal(false);

let context: AudioContext | null = null;
let timer: ReturnType<typeof setInterval> | undefined;
let playing: Colour | null = null;

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

/** Play one colour's tune once. */
export function playOnce(colour: Colour): void {
  if (!context || context.state !== "running") return;
  for (const each of TUNES[colour].notes) sound(context, each);
}

/** Ring for a colour until told otherwise; null stops. */
export function ring(colour: Colour | null): void {
  if (colour === playing) return;
  playing = colour;
  clearInterval(timer);
  if (!colour) return;
  playOnce(colour);
  const { everySeconds } = TUNES[colour];
  if (everySeconds) timer = setInterval(() => playOnce(colour), everySeconds * 1000);
}

function sound(audio: AudioContext, { hertz, at, lasts }: Tune["notes"][number]): void {
  const start = audio.currentTime + at;
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  tone.frequency.value = hertz;
  tone.type = "triangle";
  loudness.gain.setValueAtTime(0, start);
  loudness.gain.linearRampToValueAtTime(0.5, start + 0.02);
  loudness.gain.setTargetAtTime(0, start + lasts - 0.04, 0.03);
  tone.connect(loudness).connect(audio.destination);
  tone.start(start);
  tone.stop(start + lasts + 0.15);
}
