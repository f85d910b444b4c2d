/**
 * All my rooms, worst first, asked again every few seconds: one person may serve several stations.
 */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { askOrKept } from "./shelf";
import type { RoomBrief } from "./wire";

const EVERY_MS = 5_000;
/** My rooms as last heard; null until the first answer. */
export const rooms = signal<RoomBrief[] | null>(null);

/** The address of a room's page: "station/0243" → "/room/station/0243". */
export function roomAddress(room: string): string {
  return `/room/${room}`;
}

/** Return my rooms, worst first; null until the first answer. */
export function useRooms(): RoomBrief[] | null {
  useEffect(() => {
    void askRooms();
    const timer = setInterval(askRooms, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return rooms.value;
}

async function askRooms(): Promise<void> {
  try {
    const told = await askOrKept<{ rooms: RoomBrief[] }>("/api/rooms");
    rooms.value = told.rooms;
  } catch {
    rooms.value ??= null;
  }
}
