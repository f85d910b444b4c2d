/**
 * Room time rules everything a chief reads, so no page asks the tablet's own date about a room.
 *
 * The clock is anchored at each join and beacon to the tablet's steady counter, which no change of
 * the device's date can move. Times are shown in Shanghai's (UTC+8, no summer time).
 */
import { signal } from "@preact/signals";
import type { Clock } from "./wire";

const SHANGHAI_MS = 8 * 3600_000;

interface Anchor {
  room: number;
  counter: number;
  speed: number;
}

const anchor = signal<Anchor | null>(null);

/** Room time in milliseconds, renewed twice a second; what views read to show an age. */
export const now = signal(Date.now());
export const speed = signal(1);
/** Counts half seconds of real time, also while the room clock is paused. */
export const beat = signal(0);

/** Set the room clock by what the server said just now. */
export function setClock(clock: Clock): void {
  anchor.value = { room: Date.parse(clock.now), counter: performance.now(), speed: clock.speed };
  speed.value = clock.speed;
  now.value = roomNow();
}

/** Return room time in milliseconds; before any join, the tablet's own. */
export function roomNow(): number {
  const told = anchor.value;
  return told ? told.room + (performance.now() - told.counter) * told.speed : Date.now();
}

/** Return the clock as it stands, to be kept with a board. */
export function clockNow(): Clock {
  const told = new Date(roomNow()).toISOString();
  return { base: told, started: new Date().toISOString(), speed: speed.value, now: told };
}

/** Set the clock by one that was kept on this tablet: it went on meanwhile. */
export function setKeptClock(clock: Clock): void {
  const meanwhile = (Date.now() - Date.parse(clock.started)) * clock.speed;
  const told = new Date(Date.parse(clock.now) + meanwhile).toISOString();
  setClock({ ...clock, now: told });
}

/** Keep `now` and `beat` moving. */
export function startTicking(): void {
  setInterval(() => {
    now.value = roomNow();
    beat.value += 1;
  }, 500);
}

function shanghai(at: string | number): Date {
  return new Date((typeof at === "number" ? at : Date.parse(at)) + SHANGHAI_MS);
}

const two = (value: number) => String(value).padStart(2, "0");

/** 21:45 */
export function hm(at: string | number): string {
  const told = shanghai(at);
  return `${two(told.getUTCHours())}:${two(told.getUTCMinutes())}`;
}

/** 21:45:11 */
export function hms(at: string | number): string {
  return `${hm(at)}:${two(shanghai(at).getUTCSeconds())}`;
}

/** 2015-04-01 */
export function day(at: string | number): string {
  const told = shanghai(at);
  return `${told.getUTCFullYear()}-${two(told.getUTCMonth() + 1)}-${two(told.getUTCDate())}`;
}

/** Seconds of room time since `at`, never negative. */
export function age(at: string): number {
  return Math.max(0, Math.round((now.value - Date.parse(at)) / 1000));
}

/** 0:40, 1:10, 62:05 for a running stretch in seconds. */
export function stretch(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${two(whole % 60)}`;
}

/** Whole minutes since `at`. */
export function minutesSince(at: string): number {
  return Math.floor(age(at) / 60);
}

/** Whether a deadline has passed in room time. */
export function passed(at: string | null): boolean {
  return at !== null && now.value > Date.parse(at);
}
