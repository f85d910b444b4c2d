/**
 * What the wall knows of the whole district: read once over HTTP, then replaced as it is told.
 *
 * No DOM here. The wall has no entries of its own, so there is nothing to number: the newest
 * picture wins, and the link says how old it may be.
 */
import { computed, signal } from "@preact/signals";
import { device } from "../page/device";
import { Answered, ask, NoAnswer } from "../page/fetch";
import { gravity } from "../page/shapes";
import { link, theSocket } from "../page/socket";
import { setClock } from "../page/time";
import type { AllReady, Grade, StationReady } from "../readiness/told";
import type { Clock, Colour, Facts, Level, Names } from "../page/wire";

export interface Adjacent {
  id: string | null;
  name: Names;
  line: string;
}

export interface Place {
  id: string;
  name: Names;
  lat: number;
  lon: number;
  lines: string[];
  adjacent: Adjacent[];
}

export interface StationState {
  colour: Colour | null;
  level: Level | null;
  known: boolean;
  stale: boolean;
  share: number | null;
  unanswered: number;
  overdue: number;
  sensors: number;
  headline: { key: string; facts: Facts } | null;
  seq: number;
}

interface Told {
  stations: Record<string, StationState>;
  clock: Clock;
}

interface Wall extends Told {
  room: string;
  places: Place[];
}

export interface Station extends Place {
  state: StationState;
}

/** Live alerts are measured; static risk is assessed by people, and is never shown in an alert's shape. */
export type Shown = "alerts" | "risk";

const ROOM = "district";
const AGAIN_MS = 5_000;
const READY_MS = 60_000;

export const places = signal<Place[] | null>(null);
const states = signal<Record<string, StationState>>({});
/** Why there is no picture: the server's word, or that it did not answer. */
export const failed = signal<"not-yours" | "no-answer" | null>(null);
export const shown = signal<Shown>("alerts");
/** Lights, static grades and what is late; null until read, or where readiness is not theirs. */
export const ready = signal<AllReady | null>(null);
/** The station whose grades are told beside the map. */
export const chosen = signal<string | null>(null);
/** The station whose line is marked in map and table alike. */
export const pointed = signal<string | null>(null);

export const stations = computed<Station[]>(() => {
  const known = states.value;
  const all = (places.value ?? []).filter((place) => known[place.id]);
  const told = all.map((place) => ({ ...place, state: known[place.id]! }));
  return shown.value === "risk" ? told.sort(riskiestFirst) : told.sort(worstFirst);
});

const GRADES: Record<Grade, number> = { low: 1, general: 2, large: 3, major: 4 };

/** The worst grade first; a station nobody has assessed stands before those found to be low. */
function riskiestFirst(one: Station, other: Station): number {
  const weigh = ({ id }: Station) => GRADES[readyOf(id)?.grade ?? "low"] + (readyOf(id)?.grade ? 0 : 0.5);
  return weigh(other) - weigh(one) || one.id.localeCompare(other.id);
}

/** What is known of a station's readiness. */
export function readyOf(id: string): StationReady | undefined {
  return ready.value?.stations.find((each) => each.station === id);
}

const LEVELS: Record<Level, number> = { three: 1, two: 2, one: 3 };

function worstFirst(one: Station, other: Station): number {
  return weight(other) - weight(one) || one.id.localeCompare(other.id);
}

function weight({ state }: Station): number {
  const level = state.level ? LEVELS[state.level] : 0;
  const waits = Math.min(99, state.unanswered + state.overdue);
  return gravity(state.colour) * 10_000 + level * 1_000 + waits * 2 + (state.known ? 0 : 1);
}

/** Follow the district until the page is left. */
export function openWall(): void {
  const socket = theSocket();
  socket.on("connect", join);
  socket.on(ROOM, take);
  socket.on("beacon", (told: { room: string; clock: Clock }) => told.room === ROOM && setClock(told.clock));
  if (socket.connected) join();
  void readWall();
  void readReady();
  setInterval(() => link.value !== "live" && void readWall(), AGAIN_MS);
  setInterval(() => void readReady(), READY_MS);
}

/** Read lights and grades, which change by days; whoever may not read them has none. */
export async function readReady(): Promise<void> {
  try {
    ready.value = await ask<AllReady>("/api/district/readiness");
  } catch (error) {
    if (!(error instanceof Answered || error instanceof NoAnswer)) throw error;
  }
}

function join(): void {
  theSocket().emit("join", { room: ROOM, device }, (answer: Wall & { error?: string }) => {
    if (answer.error) failed.value = "not-yours";
    else takeWall(answer);
  });
}

/** Read the whole picture over HTTP, also where no socket gets through. */
export async function readWall(): Promise<void> {
  try {
    takeWall(await ask<Wall>("/api/district"));
  } catch (error) {
    if (error instanceof Answered && error.status === 403) failed.value = "not-yours";
    else if (error instanceof Answered || error instanceof NoAnswer) failed.value = places.value ? null : "no-answer";
    else throw error;
  }
}

function takeWall(wall: Wall): void {
  places.value = wall.places;
  failed.value = null;
  take(wall);
}

function take(told: Told): void {
  states.value = told.stations;
  setClock(told.clock);
}
