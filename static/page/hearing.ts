/**
 * Entries are numbered, so a tablet knows what it missed: heard twice, drop; a gap, ask again.
 *
 * An entry that came too early waits 300 ms for the one before it; then the room is joined again.
 * Pure bookkeeping: no socket, no DOM.
 */
import type { Told } from "./wire";

export class Hearing {
  private early = new Map<number, Told>();

  constructor(private seq: number) {}

  /** The newest entry heard without a gap. */
  get heard(): number {
    return this.seq;
  }

  /** Return what may be shown, in order, after hearing one more. */
  hear(told: Told): Told[] {
    if (told.entry.seq <= this.seq) return [];
    this.early.set(told.entry.seq, told);
    const ready: Told[] = [];
    for (let next = this.early.get(this.seq + 1); next; next = this.early.get(this.seq + 1)) {
      this.seq += 1;
      this.early.delete(this.seq);
      ready.push(next);
    }
    return ready;
  }

  /** Whether something is held back because an earlier one is missing. */
  get gap(): boolean {
    return this.early.size > 0;
  }
}
