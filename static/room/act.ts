/** The only way out of a view: `act` puts a command into the outbox, and the button waits for its entry. */
import { computed } from "@preact/signals";
import { put, sameTap, underWay } from "../page/outbox";
import { link } from "../page/socket";
import { roomNow } from "../page/time";
import { room, seq } from "./state";

type Body = Record<string, unknown>;

/** Ask the room for something. */
export function act(kind: string, body: Body): void {
  const occurred_at = link.value === "live" ? null : new Date(roomNow()).toISOString();
  void put({ room: room.value, kind, body, seen_seq: seq.value, occurred_at });
}

/** My taps in this room that are under way, by what they ask. */
const here = computed(() => {
  const taps = underWay.value.filter((tap) => tap.room === room.value);
  return new Map(taps.map((tap) => [sameTap(tap.kind, tap.body), tap.written]));
});

/** When the same thing was asked and is not answered yet (the device's milliseconds), or undefined. */
export function asking(kind: string, body: Body): number | undefined {
  return here.value.get(sameTap(kind, body));
}

/** Taps of this room that no answer has come for. */
export const waitingHere = computed(() => underWay.value.filter((tap) => tap.room === room.value));
