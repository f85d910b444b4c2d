/**
 * Who sits before this tablet: asked of the server, kept so that a tablet without a line still knows.
 */
import { computed, effect, signal } from "@preact/signals";
import { Answered, ask, NoAnswer, signedOut } from "./fetch";
import { chooseLanguage, languageChosen } from "./device";
import { author, resume } from "./outbox";
import { keep, kept } from "./shelf";
import type { Me, Role, Seat } from "./wire";

export const SEATS: readonly Seat[] = ["station-master", "transit-police", "local-police", "street"];

/** The person signed in; null before it is known or after signing out. */
export const me = signal<Me | null>(null);
/** The last person of this tablet: a PIN is enough for them. */
export const lastPerson = signal<Me | null>(null);

/** The seats this person may sit in. */
export const mySeats = computed<Seat[]>(() => {
  const roles = new Set(me.value?.roles.map((grant) => grant.role));
  return SEATS.filter((seat) => roles.has(seat));
});

effect(() => {
  author.value = me.value?.person ?? null;
});

/** Whether this person holds a role. */
export function has(role: Role): boolean {
  return me.value?.roles.some((grant) => grant.role === role) ?? false;
}

/** Go on at once as whoever this tablet knew last, and ask the server meanwhile who it is. */
export async function recall(): Promise<void> {
  const last = (await kept<Me>("me")) ?? null;
  lastPerson.value = last;
  me.value = last;
  const asked = askWho(last);
  if (!last) await asked;
}

async function askWho(last: Me | null): Promise<void> {
  try {
    await welcome(await ask<Me>("/api/session"));
  } catch (failed) {
    if (!(failed instanceof Answered || failed instanceof NoAnswer)) throw failed;
    // Without a line the last person goes on; without one, somebody has to sign in.
    signedOut.value = failed instanceof Answered || !last;
  }
}

/** Sign in by name and password, or again by PIN. */
export async function signIn(entered: { name: string; password: string } | { pin: string }): Promise<void> {
  const path = "pin" in entered ? "/api/session/pin" : "/api/session";
  await welcome(await ask<Me>(path, "POST", entered));
}

/** Sign out here; what is unsent stays with its author. */
export async function signOut(): Promise<void> {
  await ask("/api/session", "DELETE").catch(() => undefined);
  await keep("me", undefined);
  location.assign("/");
}

async function welcome(told: Me): Promise<void> {
  me.value = told;
  lastPerson.value = told;
  signedOut.value = false;
  if (!languageChosen() && told.language) chooseLanguage(told.language);
  await keep("me", told);
  resume();
}
