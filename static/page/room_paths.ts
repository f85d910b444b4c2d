/**
 * Every address of the server that belongs to one room, so that nothing of a real room is asked for in a drill.
 *
 * A drill's room answers for the place and the plan itself; it has no roster, no calendar and no past curve.
 */
export interface RoomPaths {
  room: string;
  acts: string;
  people: string;
  phones: string;
  place: string;
  entries: (before: number, limit: number) => string;
  plan: (sha256: string) => string;
  roster: string | null;
  occasions: string | null;
  curve: ((minutes: number) => string) | null;
}

/** Return the addresses of "station/0243" or of "drill/2026Q4-03/0243". */
export function pathsOf(room: string): RoomPaths {
  const here = `/api/rooms/${room}`;
  const drilled = isDrill(room);
  const station = `/api/stations/${stationOf(room)}`;
  return {
    room: here,
    acts: actsOf(room),
    people: `${here}/people`,
    phones: `${here}/phones`,
    place: drilled ? `${here}/place` : station,
    entries: (before, limit) => `${here}/entries?before=${before}&limit=${limit}`,
    plan: (sha256) => (drilled ? `${here}/plan` : `/api/plans/${sha256}`),
    roster: drilled ? null : `${here}/roster`,
    occasions: drilled ? null : `/api/district/occasions?station=${stationOf(room)}`,
    curve: drilled ? null : (minutes) => `${station}/curve?minutes=${minutes}`,
  };
}

/** The calendar of drills: it takes acts, and is read and never joined. */
export const CALENDAR = "drills";

/** Where a book takes acts in: those of readiness and both calendars have doors of their own. */
function actsOf(room: string): string {
  if (room === CALENDAR) return "/api/drills/acts";
  if (room.startsWith("district/")) return "/api/district/acts";
  return room.startsWith("readiness/") ? `/api/${room}/acts` : `/api/rooms/${room}/acts`;
}

/** Whether a room is a drill's. */
export function isDrill(room: string): boolean {
  return room.startsWith("drill/");
}

/** The station of a room: the last part of its name. */
export function stationOf(room: string): string {
  return room.split("/").at(-1) ?? "";
}
