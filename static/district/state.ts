/** What the wall knows: every station's state, the places they stand at, and the lines between them. */
import { computed, signal } from "@preact/signals";
import type { StationProfile } from "../page/place";
import { gravity } from "../page/shapes";
import { askOrKept } from "../page/shelf";
import { theSocket } from "../page/socket";
import { setClock } from "../page/time";
import { device } from "../page/device";
import type { Clock, Colour, Facts, Level, Names } from "../page/wire";

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

export interface Place {
  id: string;
  name: Names;
  lat: number;
  lon: number;
  lines: string[];
}

interface DistrictTold {
  stations: Record<string, StationState>;
  clock: Clock;
  places?: Place[];
  risk?: { assessed: boolean };
  error?: string;
}

export interface Track {
  line: string;
  from: string;
  to: string;
}

export const states = signal<Record<string, StationState>>({});
export const places = signal<Place[]>([]);
export const tracks = signal<Track[]>([]);
export const riskAssessed = signal(false);
export const liveShown = signal(true);
export const riskShown = signal(false);
export const failed = signal(false);

/** The stations, the one that needs somebody most first. */
export const worstFirst = computed(() =>
  [...places.value].sort((one, other) => need(other.id) - need(one.id) || one.id.localeCompare(other.id)),
);

function need(station: string): number {
  const state = states.value[station];
  if (!state) return 0;
  return gravity(state.colour) * 1000 + (state.level ? 500 : 0) + (state.overdue + state.unanswered) * 10 + (state.known ? 0 : 1);
}

/** Follow the district until the page is closed. */
export async function openDistrict(): Promise<void> {
  const socket = theSocket();
  const join = () => socket.emit("join", { room: "district", device }, (told: DistrictTold) => take(told));
  socket.on("connect", join);
  socket.on("district", take);
  socket.on("beacon", (told: { room: string; clock: Clock }) => told.room === "district" && setClock(told.clock));
  if (socket.connected) join();
  try {
    take(await askOrKept<DistrictTold>("/api/district"));
  } catch {
    failed.value = true;
  }
}

function take(told: DistrictTold): void {
  if (told.error) {
    failed.value = true;
    return;
  }
  failed.value = false;
  states.value = told.stations;
  setClock(told.clock);
  if (told.risk) riskAssessed.value = told.risk.assessed;
  if (told.places && places.value.length === 0) {
    places.value = told.places;
    void readTracks(told.places);
  }
}

/** Neighbours stand in each station's own file; a track is drawn once. */
async function readTracks(known: Place[]): Promise<void> {
  const found = new Map<string, Track>();
  for (const place of known) {
    const profile = await askOrKept<StationProfile>(`/api/stations/${place.id}`).catch(() => null);
    for (const next of profile?.adjacent ?? []) {
      if (!known.some((each) => each.id === next.id)) continue;
      const [from, to] = [place.id, next.id].sort() as [string, string];
      found.set(`${next.line} ${from} ${to}`, { line: next.line, from, to });
    }
  }
  tracks.value = [...found.values()];
}
