/** Rings until this seat has acknowledged what it saw; silencing quiets this tablet and nothing else. */
import { effect, signal } from "@preact/signals";
import { rooms } from "../page/rooms";
import type { Alert } from "../page/wire";
import { realRings } from "./drill/real_first";
import { alerts, drill, flood, inDrill, room, unacknowledged } from "./state";
import { playOnce, ring } from "./tunes";

/** Activations silenced on this tablet: a newer one rings again. */
export const silenced = signal<ReadonlySet<number>>(new Set());

const GRAVITY = { blue: 1, yellow: 2, orange: 3, red: 4 } as const;

function loudest(): Alert | null {
  const ringing = unacknowledged.value.filter((alert) => !silenced.value.has(alert.activation) && !rolledUp(alert));
  return ringing.sort((one, other) => GRAVITY[other.colour] - GRAVITY[one.colour])[0] ?? null;
}

/** In a flood what is no worse than what was silenced rings no more; red always does. */
function rolledUp(alert: Alert): boolean {
  if (!flood.value || alert.colour === "red") return false;
  const quieted = alerts.value.filter((each) => silenced.value.has(each.activation));
  return quieted.some((each) => GRAVITY[each.colour] >= GRAVITY[alert.colour]);
}

/** A drill that waits, is paused or is over rings for nothing. */
function plays(): boolean {
  return !inDrill.value || drill.value?.phase === "running";
}

/** Follow the alerts with the tunes; what is real is heard over any drill, by its own tune. */
export function ringAlerts(): void {
  effect(() => {
    const real = realRings.value;
    if (real) return ring(real);
    ring(plays() ? (loudest()?.colour ?? null) : null, inDrill.value);
  });
}

/** One person serves several stations: a colour that rises in another of my rooms is heard once. */
export function ringOtherRooms(): void {
  const heard = new Map<string, number>();
  effect(() => {
    for (const other of rooms.value ?? []) {
      const gravity = other.colour ? GRAVITY[other.colour] : 0;
      const before = heard.get(other.room);
      heard.set(other.room, gravity);
      if (other.colour && before !== undefined && gravity > before && other.room !== room.value && realRings.peek() !== other.colour) playOnce(other.colour);
    }
  });
}

/** Whether any of my unacknowledged alerts still rings. */
export function rings(): boolean {
  return loudest() !== null;
}

/** Quiet this tablet for what rings; it is not an acknowledgement. */
export function silence(): void {
  silenced.value = new Set([...silenced.value, ...unacknowledged.value.map((alert) => alert.activation)]);
}
