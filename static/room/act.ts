/** The only way out of a view: `act` puts a command into the outbox, and the button waits for its entry. */
import { computed } from "@preact/signals";
import { put, sameTap, underWay } from "../page/outbox";
import { link } from "../page/socket";
import { roomNow } from "../page/time";
import { room, seq } from "./state";

type Body = Record<string, unknown>;

/** Ask the room for something, or another book that the page shows beside it. */
export function act(kind: string, body: Body, book = room.value): void {
  const occurred_at = link.value === "live" ? null : new Date(roomNow()).toISOString();
  void put({ room: book, kind, body, seen_seq: book === room.value ? seq.value : 0, occurred_at });
}

/** My taps that are under way, by the book and what they ask of it. */
const asked = computed(() => new Map(underWay.value.map((tap) => [`${tap.room} ${sameTap(tap.kind, tap.body)}`, tap.written])));

/** When the same thing was asked and is not answered yet (the device's milliseconds), or undefined. */
export function asking(kind: string, body: Body, book = room.value): number | undefined {
  return asked.value.get(`${book} ${sameTap(kind, body)}`);
}

/** Taps of this room that no answer has come for. */
export const waitingHere = computed(() => underWay.value.filter((tap) => tap.room === room.value));
