/**
 * What is real goes before any drill: my real rooms that call to act while I look at an exercise.
 *
 * From orange on, or while somebody there has not answered a call; the same list that every tablet
 * asks for shows it, so a drill's room still asks for nothing of the real one.
 */
import { computed, effect, signal } from "@preact/signals";
import { rooms } from "../../page/rooms";
import { gravity } from "../../page/shapes";
import type { Colour, RoomBrief } from "../../page/wire";
import { inDrill } from "../state";

const silenced = signal<ReadonlySet<string>>(new Set());
const LOUD = gravity("orange");

/** My real rooms that must be seen, the gravest first. */
export const realFirst = computed<RoomBrief[]>(() => {
  if (!inDrill.value) return [];
  const loud = (rooms.value ?? []).filter((each) => gravity(each.colour) >= LOUD || each.unanswered > 0);
  return loud.sort((one, other) => gravity(other.colour) - gravity(one.colour));
});

/** The colour for which the real tune rings over a drill; null where nothing does. */
export const realRings = computed<Colour | null>(() => {
  const loudest = realFirst.value.find((each) => gravity(each.colour) >= LOUD && !silenced.value.has(turn(each)));
  return loudest?.colour ?? null;
});

// Whoever silenced a colour is not deaf to the same one when it comes back.
effect(() => {
  const stands = new Set(realFirst.value.map(turn));
  const left = [...silenced.peek()].filter((each) => stands.has(each));
  if (left.length < silenced.peek().size) silenced.value = new Set(left);
});

/** Quiet this tablet for what is real by now; a colour that turns again rings again. */
export function silenceReal(): void {
  silenced.value = new Set(realFirst.value.map(turn));
}

function turn(each: RoomBrief): string {
  return `${each.room} ${each.colour}`;
}
