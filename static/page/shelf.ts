/**
 * What the tablet keeps itself: unsent taps, and the last of each room for the hours without a line.
 *
 * IndexedDB where the browser gives it, else memory, and the page says that nothing will survive.
 */
import { signal } from "@preact/signals";
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import { ask, NoAnswer } from "./fetch";

export interface Tap {
  n?: number;
  ref: string;
  room: string;
  author: string;
  device: string;
  kind: string;
  body: Record<string, unknown>;
  seen_seq: number;
  occurred_at: string | null;
  device_at: string;
  written: number;
}

interface Kept extends DBSchema {
  taps: { key: number; value: Tap };
  kept: { key: string; value: unknown };
}

/** False where what is kept here dies with the tab. */
export const lasting = signal(true);

const memory = { taps: new Map<number, Tap>(), kept: new Map<string, unknown>(), next: 1 };
let opened: Promise<IDBPDatabase<Kept> | null> | null = null;

function open(): Promise<IDBPDatabase<Kept> | null> {
  opened ??= openDB<Kept>("metro-flow", 1, {
    upgrade(shelf) {
      shelf.createObjectStore("taps", { keyPath: "n", autoIncrement: true });
      shelf.createObjectStore("kept");
    },
  }).catch(() => {
    lasting.value = false;
    return null;
  });
  return opened;
}

/** Write a tap down before anything is sent; return it with its number. */
export async function writeTap(tap: Tap): Promise<Tap> {
  const shelf = await open();
  if (!shelf) {
    const n = memory.next++;
    memory.taps.set(n, { ...tap, n });
    return { ...tap, n };
  }
  return { ...tap, n: await shelf.add("taps", tap) };
}

/** Return every tap that was never answered, oldest first. */
export async function readTaps(): Promise<Tap[]> {
  const shelf = await open();
  return shelf ? shelf.getAll("taps") : [...memory.taps.values()];
}

/** Forget a tap that was answered. */
export async function forgetTap(n: number): Promise<void> {
  const shelf = await open();
  if (shelf) await shelf.delete("taps", n);
  else memory.taps.delete(n);
}

/** Keep a value under a name. */
export async function keep(name: string, value: unknown): Promise<void> {
  const shelf = await open();
  if (shelf) await shelf.put("kept", value, name);
  else memory.kept.set(name, value);
}

/** Return what was kept under a name, or undefined. */
export async function kept<T>(name: string): Promise<T | undefined> {
  const shelf = await open();
  return (shelf ? await shelf.get("kept", name) : memory.kept.get(name)) as T | undefined;
}

/** Ask the server and keep the answer; without a line, return what was kept. */
export async function askOrKept<T>(path: string): Promise<T> {
  try {
    const told = await ask<T>(path);
    await keep(path, told);
    return told;
  } catch (failed) {
    const last = failed instanceof NoAnswer ? await kept<T>(path) : undefined;
    if (last === undefined) throw failed;
    return last;
  }
}
