/** Which sheet lies over the room: one at a time, so that nothing hides behind another. */
import { signal } from "@preact/signals";
import type { Seat } from "../page/wire";
import type { Task } from "./tasks";

export type Open =
  | { of: "level" }
  | { of: "decide" }
  | { of: "report" }
  | { of: "by-eye"; zone?: string }
  | { of: "note" }
  | { of: "phones" }
  | { of: "roster" }
  | { of: "log" }
  | { of: "seat"; seat: Seat }
  | { of: "task"; task: Task }
  | { of: "alert"; alert: string }
  | { of: "alerts" }
  | { of: "exit"; exit: string }
  | { of: "advice"; zone: string }
  | { of: "plan" }
  | { of: "shift" }
  | { of: "clock" }
  | { of: "drill" };

export const sheet = signal<Open | null>(null);

/** Lay a sheet over the room. */
export function open(which: Open): void {
  sheet.value = which;
}

/** Take the sheet away. */
export function closeSheet(): void {
  sheet.value = null;
}
