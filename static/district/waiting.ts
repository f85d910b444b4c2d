/**
 * Who has not answered and who is late, by name: read from the rooms that wait for somebody.
 *
 * The wall itself carries numbers only (names never travel in panels); a room is asked when it has
 * someone waiting and something new was written in it.
 */
import { effect, signal } from "@preact/signals";
import { ask } from "../page/fetch";
import { me } from "../page/me";
import type { Called, Joined, Names, Person, SensorReading } from "../page/wire";
import { type Station, stations } from "./picture";

export interface Waiting {
  station: Station;
  called: Called;
  name: Names | null;
}

export interface Ill {
  station: Station;
  sensors: SensorReading[];
}

interface Heard {
  mark: string;
  called: Called[];
  names: Record<string, Person>;
  sensors: SensorReading[];
}

const heard = signal<Record<string, Heard>>({});
const asked = new Map<string, string>();

/** Keep the lists of names beside the picture. */
export function followRooms(): void {
  effect(() => {
    for (const station of stations.value) void look(station);
  });
}

async function look({ id, state }: Station): Promise<void> {
  const needed = state.unanswered + state.overdue + state.sensors > 0;
  const mark = `${state.seq} ${state.unanswered} ${state.overdue} ${state.sensors}`;
  if (!needed || asked.get(id) === mark || !me.value?.rooms.includes(`station/${id}`)) return;
  asked.set(id, mark);
  try {
    const joined = await ask<Joined>(`/api/rooms/station/${id}`);
    const names = heard.value[id]?.names ?? (await ask<{ people: Record<string, Person> }>(`/api/rooms/station/${id}/people`)).people;
    const called = joined.panels.call.open.flatMap((call) => call.people);
    heard.value = { ...heard.value, [id]: { mark, called, names, sensors: joined.reading?.sensors ?? [] } };
  } catch {
    asked.delete(id);
  }
}

/** Everybody called who has not answered, longest first. */
export function unanswered(): Waiting[] {
  return all((called) => called.state === "called").sort(byTime((each) => each.called.called_at));
}

/** Everybody who answered and is past the time they promised. */
export function late(): Waiting[] {
  return all((called) => called.overdue === "arrival").sort(byTime((each) => each.called.arrive_due ?? ""));
}

/** The sensors that are ill, station by station. */
export function ill(): Ill[] {
  return stations.value
    .filter((station) => station.state.sensors > 0)
    .map((station) => ({ station, sensors: heard.value[station.id]?.sensors ?? [] }));
}

/** Steps past their time at a station: all that is overdue there and is no person's answer. */
export function lateSteps(station: Station): number {
  const people = (heard.value[station.id]?.called ?? []).filter((called) => called.overdue !== null).length;
  return Math.max(0, station.state.overdue - people);
}

function all(waits: (called: Called) => boolean): Waiting[] {
  return stations.value.flatMap((station) => {
    const known = heard.value[station.id];
    if (!known || station.state.unanswered + station.state.overdue === 0) return [];
    return known.called.filter(waits).map((called) => ({ station, called, name: known.names[called.person] ?? null }));
  });
}

function byTime(of: (waiting: Waiting) => string): (one: Waiting, other: Waiting) => number {
  return (one, other) => of(one).localeCompare(of(other));
}
