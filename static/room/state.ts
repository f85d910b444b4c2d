/**
 * What this tablet knows of its room: panels are swapped in as the server folded them, never worked out.
 *
 * No DOM and no socket here: `opening.ts` feeds it, the views read it.
 */
import { computed, signal } from "@preact/signals";
import { me, mySeats, SEATS } from "../page/me";
import { settle } from "../page/outbox";
import type { PlanText, StationProfile } from "../page/place";
import { isDrill, stationOf } from "../page/room_paths";
import type { Alert, Call, Cursor, DrillPanel, Entry, Flood, Holder, Joined, Panels, Person, Reading, Seat, Told } from "../page/wire";

const LAST_ENTRIES = 50;

/** "station/0243", or "drill/2026Q4-03/0243". */
export const room = signal("");
export const seq = signal(0);
export const head = signal("");
export const panels = signal<Panels | null>(null);
export const entries = signal<Entry[]>([]);
export const reading = signal<Reading | null>(null);
export const cursors = signal<Cursor[]>([]);
export const people = signal<Record<string, Person>>({});
export const profile = signal<StationProfile | null>(null);
export const planText = signal<PlanText | null>(null);
/** When the newest entry was heard, on the tablet's steady counter. */
export const heardAt = signal(0);
/** Why the server does not let us in; null while it does. */
export const shut = signal<string | null>(null);
/** True while the board is the one kept on this tablet and not the server's. */
export const fromShelf = signal(false);

export const station = computed(() => stationOf(room.value));
export const inDrill = computed(() => isDrill(room.value));
/** How far the drill is whose room this is; null in a station's room, and before anything of it is known. */
export const drill = computed<DrillPanel | null>(() => (inDrill.value ? (panels.value?.drill ?? null) : null));
/** Once a drill is over nothing stands open in its room, whatever its board still says. */
export const over = computed(() => drill.value?.phase === "over");
/** The seats that I may take here: by my grants, and in a drill by its list alone. */
export const openSeats = computed<Seat[]>(() => {
  if (!inDrill.value) return mySeats.value;
  const played = (drill.value?.participants ?? []).filter((each) => each.person === me.value?.person);
  return SEATS.filter((seat) => played.some((each) => each.seat === seat));
});

/** Replace everything by one moment of the room. */
export function takeJoined(joined: Joined, kept = false): void {
  panels.value = joined.panels;
  entries.value = joined.entries;
  seq.value = joined.seq;
  head.value = joined.head;
  if (joined.reading) reading.value = joined.reading;
  fromShelf.value = kept;
  shut.value = null;
  if (!kept) settle(joined.room, joined.seq);
}

/** Swap in the panels that one entry changed. */
export function takeTold(told: Told): void {
  panels.value = { ...panels.value!, ...told.panels };
  entries.value = [...entries.value, told.entry].slice(-LAST_ENTRIES);
  seq.value = told.entry.seq;
  heardAt.value = performance.now();
  head.value = told.entry.sha256;
  settle(told.entry.room, told.entry.seq);
}

/** Older entries were read from the book. */
export function takeOlder(older: Entry[]): void {
  const first = entries.value[0]?.seq ?? Infinity;
  entries.value = [...older.filter((entry) => entry.seq < first), ...entries.value];
}

/** Where I sit in this room; the seat I may take when I sit nowhere. */
export const mySeat = computed<Seat | null>(() => {
  const sat = SEATS.find((seat) => holderOf(seat, me.value?.person));
  return sat ?? openSeats.value[0] ?? null;
});

export const myHolder = computed<Holder | null>(() =>
  mySeat.value ? (holderOf(mySeat.value, me.value?.person) ?? null) : null,
);

/** Return a person's place in a seat. */
export function holderOf(seat: Seat, person: string | undefined): Holder | undefined {
  return panels.value?.seats.seats[seat]?.holders.find((holder) => holder.person === person);
}

/** The open alerts. */
export const alerts = computed<Alert[]>(() => (over.value ? [] : (panels.value?.alerts.open ?? [])));
/** The open calls. */
export const calls = computed<Call[]>(() => (over.value ? [] : (panels.value?.call.open ?? [])));

const GRAVITY = { blue: 1, yellow: 2, orange: 3, red: 4 } as const;

/** The one alert that the headline speaks of: the gravest, what is there before what is foretold, then the first out. */
export const worst = computed<Alert | null>(() => {
  const ranked = [...alerts.value].sort(
    (one, other) => GRAVITY[other.colour] - GRAVITY[one.colour] || foretold(one) - foretold(other) || one.raised_at.localeCompare(other.raised_at),
  );
  return ranked[0] ?? null;
});

function foretold(alert: Alert): number {
  return alert.rule === "coming" ? 1 : 0;
}

/** More alarms than people can answer one by one; null while there are few. */
export const flood = computed<Flood | null>(() => (over.value ? null : (panels.value?.alerts.flood ?? null)));

/** The alerts whose newest activation waits for my word: neither a note nor one put off for now. */
export const unacknowledged = computed<Alert[]>(() => {
  const person = me.value?.person;
  if (!myHolder.value) return [];
  const asking = alerts.value.filter((alert) => !alert.advisory && alert.shelved_until === null);
  return asking.filter((alert) => !alert.acknowledged.some((word) => isMine(alert, word, person)));
});

function isMine(alert: Alert, word: Alert["acknowledged"][number], person: string | undefined): boolean {
  return word.person === person && word.seat === mySeat.value && word.activation === alert.activation;
}
