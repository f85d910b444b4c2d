/** Which station and day are looked at: every view is an address that can be sent to somebody. */
import { signal } from "@preact/signals";
import { ask } from "../page/fetch";
import { readStations } from "../page/station_page";
import { day as dayOf } from "../page/time";
import type { Names } from "../page/wire";

export interface Listed {
  id: string;
  name: Names;
}

export interface Asked {
  station: string;
  day: string;
}

const DAY_MS = 86_400_000;

export const asked = signal<Asked>(fromAddress());
export const stations = signal<Listed[]>([]);
export const failed = signal(false);

function fromAddress(): Asked {
  const address = new URLSearchParams(location.search);
  return { station: address.get("station") ?? "", day: address.get("day") ?? "" };
}

/** Look at another station or day, and put it into the address. */
export function look(next: Partial<Asked>): void {
  const view = { ...asked.value, ...next };
  history.pushState(null, "", `?${new URLSearchParams({ ...view })}`);
  asked.value = view;
}

/** Return the day so many days after another. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Read which stations there are; without an address, begin with the newest day of the first. */
export async function openReview(): Promise<void> {
  failed.value = false;
  addEventListener("popstate", () => (asked.value = fromAddress()));
  try {
    stations.value = await readStations();
  } catch {
    failed.value = true;
    return;
  }
  const station = asked.value.station || stations.value[0]?.id;
  if (!station || (asked.value.station && asked.value.day)) return;
  const view = { station, day: asked.value.day || (await newestDay(station)) };
  history.replaceState(null, "", `?${new URLSearchParams(view)}`);
  asked.value = view;
}

/** The day of the newest count there; today where nothing was counted in the last day. */
async function newestDay(station: string): Promise<string> {
  const told = await ask<{ points: { t: string }[] }>(`/api/stations/${station}/curve?minutes=1440`).catch(() => null);
  return dayOf(told?.points.at(-1)?.t ?? Date.now());
}
