/**
 * No tap is ever lost: each is written down with its author before it is sent, and sent until answered.
 *
 * First in, first out in each room, one at a time. A refusal is told and the next goes on; no
 * answer means the same tap with the same `ref` again; 401 keeps everything and asks the same
 * person to sign in. A tap leaves only when the server has answered for it, and its button shows
 * *sending* until the entry itself has come back.
 */
import { computed, signal } from "@preact/signals";
import { ask, Answered, signedOut } from "./fetch";
import { device, freshId } from "./device";
import { pathsOf } from "./room_paths";
import { forgetTap, readTaps, type Tap, writeTap } from "./shelf";
import type { Facts } from "./wire";

export interface Refusal {
  tap: Tap;
  status: number;
  reason: string;
  facts: Facts;
  /** Every field that was not what it must be; empty for all but 422. */
  faults: Fault[];
}

export interface Fault {
  field: string;
  value: unknown;
  expected: string;
}

interface Settling {
  tap: Tap;
  seq: number;
}

/** Taps not answered yet, in every room, oldest first. */
export const unsent = signal<Tap[]>([]);
/** Answered taps whose entry has not come back over the socket yet. */
const settling = signal<Settling[]>([]);
/** What the server said no to, until the person has read it. */
export const refusals = signal<Refusal[]>([]);
/** Who is signed in; only this person's taps are sent. */
export const author = signal<string | null>(null);

/** Answered taps of a book that no socket tells of; whoever reads it again calls `settle`. */
export const answered = computed(() => settling.value.map(({ tap, seq }) => ({ room: tap.room, seq })));

export const underWay = computed(() => [...unsent.value, ...settling.value.map((each) => each.tap)]);

// A server that fails five times at one tap has a fault that waiting does not cure.
const FAULTS = 5;
const LONGEST_WAIT_MS = 8_000;
const busy = new Set<string>();
/** How far each room's entries have come back; an entry may be here before its answer is. */
const reached = new Map<string, number>();
const wake = new Map<string, () => void>();

/** Read what earlier tabs and days left unsent, and go on with it. */
export async function openOutbox(): Promise<void> {
  unsent.value = await readTaps();
  addEventListener("online", resume);
  resume();
}

/** Say a tap's kind and body, alike for a button and for what it sent. */
export function sameTap(kind: string, body: Record<string, unknown>): string {
  return `${kind} ${JSON.stringify(body, Object.keys(body).sort())}`;
}

/** Put a tap into the outbox and start sending; return its ref, or null while nobody is signed in. */
export async function put(tap: Pick<Tap, "room" | "kind" | "body" | "seen_seq" | "occurred_at">): Promise<string | null> {
  const who = author.value;
  if (!who) {
    signedOut.value = true;
    return null;
  }
  const device_at = new Date().toISOString();
  const written = Date.now();
  const kept = await writeTap({ ...tap, ref: freshId(), author: who, device, device_at, written });
  unsent.value = [...unsent.value, kept];
  void send(tap.room);
  return kept.ref;
}

/** Try again at once: the line is back, or the person has signed in. */
export function resume(): void {
  for (const wakeUp of wake.values()) wakeUp();
  for (const room of new Set(unsent.value.map((tap) => tap.room))) void send(room);
}

/** Tell that the room has reached `seq`: what was written until then is on the glass. */
export function settle(room: string, seq: number): void {
  reached.set(room, seq);
  const rest = settling.value.filter((each) => each.tap.room !== room || each.seq > seq);
  if (rest.length !== settling.value.length) settling.value = rest;
}

/** The person has read a refusal. */
export function dismiss(refusal: Refusal): void {
  refusals.value = refusals.value.filter((each) => each !== refusal);
}

async function send(room: string): Promise<void> {
  if (busy.has(room)) return;
  busy.add(room);
  let failures = 0;
  try {
    for (let tap = next(room); tap; tap = next(room)) {
      const outcome = await post(tap, failures);
      if (outcome === "hold") return;
      failures = outcome === "again" ? failures + 1 : 0;
      if (outcome === "again") await pause(room, Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures));
    }
  } finally {
    busy.delete(room);
  }
}

function next(room: string): Tap | undefined {
  return unsent.value.find((tap) => tap.room === room && tap.author === author.value);
}

async function post(tap: Tap, failures: number): Promise<"done" | "again" | "hold"> {
  const { ref, kind, body, seen_seq, occurred_at, device_at } = tap;
  try {
    const act = { ref, kind, body, seen_seq, occurred_at, device_at, device: tap.device };
    const answer = await ask<{ seqs: number[] }>(pathsOf(tap.room).acts, "POST", act);
    const seq = Math.max(0, ...(answer.seqs ?? []));
    if (seq > (reached.get(tap.room) ?? 0)) settling.value = [...settling.value, { tap, seq }];
    await forget(tap);
    return "done";
  } catch (failed) {
    if (!(failed instanceof Answered)) return "again";
    if (failed.status === 401) return "hold";
    if (failed.status === 503 || (failed.status >= 500 && failures < FAULTS)) return "again";
    refusals.value = [...refusals.value, refusal(tap, failed)];
    await forget(tap);
    return "done";
  }
}

function refusal(tap: Tap, failed: Answered): Refusal {
  const { reason, act, facts } = failed.body;
  const faults: Fault[] = failed.body.faults ?? [];
  const told = (why: string, known: object): Refusal => ({ tap, status: failed.status, reason: why, facts: known as Facts, faults });
  if (failed.status === 409) return told(reason, facts ?? {});
  if (failed.status === 403) return told("not yours", { act, ...facts });
  if (failed.status === 422) return told("malformed", faults[0] ?? {});
  return told(failed.status === 404 ? "unknown" : "server fault", {});
}

async function forget(tap: Tap): Promise<void> {
  unsent.value = unsent.value.filter((each) => each.ref !== tap.ref);
  if (tap.n !== undefined) await forgetTap(tap.n);
}

function pause(room: string, milliseconds: number): Promise<void> {
  return new Promise((go) => {
    const timer = setTimeout(go, milliseconds);
    wake.set(room, () => {
      clearTimeout(timer);
      go();
    });
  });
}
