/** Rings until this seat has acknowledged what it saw; silencing quiets this tablet and nothing else. */
import { effect, signal } from "@preact/signals";
import { rooms } from "../page/rooms";
import type { Alert } from "../page/wire";
import { room, unacknowledged } from "./state";
import { playOnce, ring } from "./tunes";

/** Activations silenced on this tablet: a newer one rings again. */
export const silenced = signal<ReadonlySet<number>>(new Set());

const GRAVITY = { blue: 1, yellow: 2, orange: 3, red: 4 } as const;

function loudest(): Alert | null {
  const ringing = unacknowledged.value.filter((alert) => !silenced.value.has(alert.activation));
  return ringing.sort((one, other) => GRAVITY[other.colour] - GRAVITY[one.colour])[0] ?? null;
}

/** Follow the alerts with the tunes. */
export function ringAlerts(): void {
  effect(() => ring(loudest()?.colour ?? null));
}

/** One person serves several stations: a colour that rises in another of my rooms is heard once. */
export function ringOtherRooms(): void {
  const heard = new Map<string, number>();
  effect(() => {
    for (const other of rooms.value ?? []) {
      const gravity = other.colour ? GRAVITY[other.colour] : 0;
      const before = heard.get(other.room);
      heard.set(other.room, gravity);
      if (other.colour && before !== undefined && gravity > before && other.room !== room.value) playOnce(other.colour);
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
