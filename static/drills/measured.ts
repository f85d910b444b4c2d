/** What the machine measured of a drill that is over: asked for once, and again when somebody wishes. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ask } from "../page/fetch";
import type { Measured } from "../page/wire";

/** Undefined while it is being read, null where there is none. */
export const measured = signal<Measured | null | undefined>(undefined);

/** Ask for the measurement of a drill. */
export async function readMeasured(drill: string): Promise<void> {
  measured.value = await ask<Measured>(`/api/drills/${drill}/debrief`).catch(() => null);
}

/** Read it when the page of the debrief opens. */
export function useMeasured(drill: string): void {
  useEffect(() => {
    void readMeasured(drill);
  }, [drill]);
}
