/** Which sheet lies over the grid: one at a time. */
import { signal } from "@preact/signals";

export type Over = { of: "cell" | "plan"; station: string; quarter: string } | { of: "requirement" } | null;
export const over = signal<Over>(null);
