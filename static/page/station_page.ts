/** What the pages of one station share: its id from the address, its plan and its names. A drill has its own. */
import type { PlanText } from "./place";
import { isDrill, pathsOf, stationOf } from "./room_paths";
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

/** The room whose cards an address names: /cards/0243, or /cards/drill/2026Q4-03/0243. */
export function roomOfAddress(): string {
  const inside = decodeURIComponent(location.pathname).split("/").filter(Boolean).slice(1).join("/");
  return isDrill(inside) ? inside : `station/${inside}`;
}

/** The address of the cards of a room. */
export function cardsAddress(room: string): string {
  return `/cards/${isDrill(room) ? room : stationOf(room)}`;
}

/** Return a room and the text of its adopted plan. */
export async function readPlan(room: string): Promise<StationPlan> {
  const paths = pathsOf(room);
  const joined = await askOrKept<Joined>(paths.room);
  const adopted = joined.panels.plan.adopted;
  return { joined, plan: adopted ? await askOrKept<PlanText>(paths.plan(adopted.sha256)) : null };
}

/** Return the stations this person may read about. */
export async function readStations(): Promise<Brief[]> {
  return (await askOrKept<{ stations: Brief[] }>("/api/stations")).stations;
}
