/**
 * One tap starts a shift: it unlocks sound, keeps the screen awake and the store safe, takes the seat,
 * and proves each, because a tablet that only seems ready is worse than an empty seat.
 */
import { effect, signal } from "@preact/signals";
import { lasting } from "../page/shelf";
import { reopens } from "../page/shell";
import { link } from "../page/socket";
import { playOnce, unlockSound } from "./tunes";

export type Proof = "proved" | "failed" | "unproved";

export interface SelfTest {
  sound: Proof;
  awake: Proof;
  storage: Proof;
  reopens: Proof;
  line: Proof;
  secure: Proof;
}

const UNPROVED: SelfTest = {
  sound: "unproved",
  awake: "unproved",
  storage: "unproved",
  reopens: "unproved",
  line: "unproved",
  secure: isSecureContext ? "proved" : "failed",
};

export const selfTest = signal<SelfTest>(UNPROVED);
export const started = signal(false);
/** 0 … 1, or null where the device does not tell. */
export const battery = signal<number | null>(null);

/** Prove everything that a shift needs; must be called from a tap. */
export async function startShift(): Promise<void> {
  const sound = await unlockSound();
  if (sound) playOnce("blue");
  const awake = await keepAwake();
  const storage = await keepStorage();
  void document.documentElement.requestFullscreen?.().catch(() => undefined);
  const proof = (held: boolean): Proof => (held ? "proved" : "failed");
  selfTest.value = {
    sound: proof(sound),
    awake: proof(awake),
    storage: proof(storage),
    reopens: reopening(),
    line: proof(link.value === "live"),
    secure: proof(isSecureContext),
  };
  started.value = true;
}

/** Whether every part was proved. */
export function allProved(): boolean {
  return Object.values(selfTest.value).every((part) => part === "proved");
}

/** Whether at least the parts were tried in this tab. */
export function tested(): boolean {
  return started.value;
}

function reopening(): Proof {
  if (reopens.value === null) return "unproved";
  return reopens.value ? "proved" : "failed";
}

async function keepAwake(): Promise<boolean> {
  const held = await holdScreen();
  // The lock is lost whenever the tab goes to the back.
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void holdScreen());
  return held;
}

async function holdScreen(): Promise<boolean> {
  try {
    await navigator.wakeLock.request("screen");
    return true;
  } catch {
    return false;
  }
}

async function keepStorage(): Promise<boolean> {
  const persisted = await navigator.storage?.persist?.().catch(() => false);
  return lasting.value && (persisted ?? false);
}

/** Follow the line, the battery, and whether the page would open again without a line. */
export function watchDevice(): void {
  effect(() => {
    const line: Proof = link.value === "live" ? "proved" : "failed";
    const now = { line, reopens: reopening() };
    if (started.value) selfTest.value = { ...selfTest.peek(), ...now };
  });
  const ask = (navigator as { getBattery?: () => Promise<EventTarget & { level: number }> }).getBattery;
  void ask?.call(navigator).then((told) => {
    battery.value = told.level;
    told.addEventListener("levelchange", () => (battery.value = told.level));
  });
}
