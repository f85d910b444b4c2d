/**
 * Reads a station's readiness over HTTP: when the page is looked at, and after each of my taps.
 *
 * Nobody folds here and nothing is followed over the socket: what others do meanwhile is seen at the
 * next look, at most a minute later.
 */
import { computed, effect, signal } from "@preact/signals";
import { Answered, ask } from "../page/fetch";
import { settle, unsent } from "../page/outbox";
import type { Occasion } from "../page/occasion";
import type { StationProfile } from "../page/place";
import { askOrKept } from "../page/shelf";
import { stationOfAddress } from "../page/station_page";
import { day, now, setClock } from "../page/time";
import type { Person } from "../page/wire";
import { people, profile, room, seq } from "../room/state";
import type { Dossier, LightsTold } from "./told";

const AGAIN_MS = 60_000;
/** The district's calendar, which is shown beside the station's own book. */
export const CALENDAR = "district/occasions";

export type Part = "hazards" | "consultations" | "liaison" | "handover" | "resources" | "risks";

export const book = signal<Dossier | null>(null);
export const lights = signal<LightsTold | null>(null);
/** What is planned that touches this station. */
export const occasions = signal<Occasion[]>([]);
/** Why nothing can be shown: not theirs, or no answer. */
export const failed = signal<"not-yours" | "no-answer" | null>(null);
export const part = signal<Part>("hazards");
/** The hazard whose dossier is open. */
export const picked = signal<string | null>(null);

/** Today in Shanghai, as the book dates things. */
export const today = computed(() => day(now.value));

/** Claim that a day lies further back than so many days. */
export function older(than: string, days: number): boolean {
  return Date.parse(today.value) - Date.parse(than) > days * 86_400_000;
}

/** Follow the readiness of the station in the address. */
export function followReadiness(): void {
  const station = stationOfAddress();
  room.value = `readiness/${station}`;
  openAt(location.hash.slice(1));
  void read();
  void readPlace(station);
  addEventListener("focus", () => void read());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void read());
  setInterval(() => void read(), AGAIN_MS);
  readAfterTaps();
}

/** Open what an address names: h1 is a hazard, c1.2 an action, r3 a risk. */
function openAt(id: string): void {
  if (id.startsWith("h")) picked.value = id;
  if (id.startsWith("c")) part.value = "consultations";
  if (id.startsWith("r")) part.value = "risks";
}

/** Read the book and the lights. */
export async function read(): Promise<void> {
  const station = stationOfAddress();
  try {
    const [told, lit, planned] = await Promise.all([
      ask<Dossier>(`/api/readiness/${station}/dossier`),
      ask<LightsTold>(`/api/readiness/${station}/lights`),
      ask<{ seq: number; occasions: Occasion[] }>(`/api/district/occasions?station=${station}`),
    ]);
    setClock(told.clock);
    book.value = told;
    lights.value = lit;
    occasions.value = planned.occasions;
    seq.value = told.seq;
    failed.value = null;
    settle(room.value, told.seq);
    settle(CALENDAR, planned.seq);
  } catch (error) {
    if (error instanceof Answered) failed.value = error.status === 401 ? null : "not-yours";
    else failed.value = book.value ? null : "no-answer";
  }
}

async function readPlace(station: string): Promise<void> {
  profile.value = await askOrKept<StationProfile>(`/api/stations/${station}`).catch(() => null);
  const told = await askOrKept<{ people: Record<string, Person> }>(`/api/rooms/station/${station}/people`).catch(() => null);
  people.value = told?.people ?? {};
}

/** Read again as soon as one of my taps has been answered. */
function readAfterTaps(): void {
  let waited = 0;
  effect(() => {
    const waiting = unsent.value.filter((tap) => tap.room === room.value || tap.room === CALENDAR).length;
    if (waiting < waited) void read();
    waited = waiting;
  });
}
