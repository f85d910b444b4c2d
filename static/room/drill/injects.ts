/**
 * The messages of the script that were given: which are mine, and which I have put away on this tablet.
 *
 * Putting one away is nobody's business but this tablet's; what counts is what is done about it.
 */
import { computed, effect, signal } from "@preact/signals";
import { keep, kept } from "../../page/shelf";
import type { InjectTold } from "../../page/wire";
import { drill, mySeat, room } from "../state";
import { playMessage } from "../tunes";

const away = signal<ReadonlySet<string>>(new Set());

/** Every message that the room still shows, newest first. */
export const given = computed<InjectTold[]>(() => [...(drill.value?.given ?? [])].reverse());

/** Messages to my seat, newest first; to whoever has none in the drill, all of them. */
const mine = computed(() => given.value.filter((each) => mySeat.value === null || each.to.includes(mySeat.value)));

/** My messages that still lie open. */
export const openInjects = computed(() => mine.value.filter((each) => !away.value.has(each.inject)));

/** What I have put away, and what went to other seats. */
export const otherInjects = computed(() => given.value.filter((each) => !openInjects.value.includes(each)));

/** Put a message away. */
export function putAway(inject: string): void {
  away.value = new Set([...away.value, inject]);
  void keep(shelfName(), [...away.value]);
}

/** Remember what was put away before, and let every new message be heard once. */
export async function followInjects(): Promise<void> {
  away.value = new Set((await kept<string[]>(shelfName())) ?? []);
  const known = new Set(openInjects.value.map((each) => each.inject));
  effect(() => {
    const fresh = openInjects.value.filter((each) => !known.has(each.inject));
    fresh.forEach((each) => known.add(each.inject));
    if (fresh.length) playMessage();
  });
}

function shelfName(): string {
  return `put away ${room.value}`;
}
