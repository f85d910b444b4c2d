/** Rings until this seat has acknowledged what it saw; silencing quiets this tablet and nothing else. */
import { effect, signal } from "@preact/signals";
import type { Alert } from "../page/wire";
import { unacknowledged } from "./state";
import { ring } from "./tunes";

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

/** Whether any of my unacknowledged alerts still rings. */
export function rings(): boolean {
  return loudest() !== null;
}

/** Quiet this tablet for what rings; it is not an acknowledgement. */
export function silence(): void {
  silenced.value = new Set([...silenced.value, ...unacknowledged.value.map((alert) => alert.activation)]);
}
