/** What the pages of one station share: its id from the address, its plan and its names. */
import type { PlanText } from "./place";
import { askOrKept } from "./shelf";
import type { Joined, Names } from "./wire";

export interface StationPlan {
  joined: Joined;
  plan: PlanText | null;
}

interface Brief {
  id: string;
  name: Names;
}

/** The last part of the address: /cards/0243 → 0243. */
export function stationOfAddress(): string {
  return decodeURIComponent(location.pathname).split("/").filter(Boolean)[1] ?? "";
}

/** Return the room of a station and the text of its adopted plan. */
export async function readPlan(station: string): Promise<StationPlan> {
  const joined = await askOrKept<Joined>(`/api/rooms/station/${station}`);
  const adopted = joined.panels.plan.adopted;
  return { joined, plan: adopted ? await askOrKept<PlanText>(`/api/plans/${adopted.sha256}`) : null };
}

/** Return the stations this person may read about. */
export async function readStations(): Promise<Brief[]> {
  return (await askOrKept<{ stations: Brief[] }>("/api/stations")).stations;
}
