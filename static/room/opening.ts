/**
 * Opens a room: the kept board first, so that something stands on the glass at once, then the live one.
 */
import { effect } from "@preact/signals";
import { ask } from "../page/fetch";
import type { PlanText, StationProfile } from "../page/place";
import { pathsOf } from "../page/room_paths";
import { askOrKept, keep, kept } from "../page/shelf";
import { link, listen, silence, theSocket } from "../page/socket";
import { clockNow, setClock, setKeptClock } from "../page/time";
import type { Joined, Person, Phone, Reading } from "../page/wire";
import { hearReading } from "./drill/heard";
import { followInjects } from "./drill/injects";
import { ringAlerts, ringOtherRooms } from "./ringing";
import {
  cursors,
  entries,
  head,
  inDrill,
  panels,
  people,
  planText,
  profile,
  reading,
  room,
  seq,
  shut,
  takeJoined,
  takeTold,
} from "./state";

const KEEP_EVERY_MS = 5_000;
let etag = "";

/** Open the room named by the address and follow it. */
export async function openRoom(name: string): Promise<void> {
  room.value = name;
  await showKept(name);
  listen(name, {
    joined: (joined) => {
      takeJoined(joined);
      void readPlace(joined.profile);
    },
    told: takeTold,
    reading: takeReading,
    receipts: (told) => (cursors.value = told.cursors),
    refused: (error) => (shut.value = error),
  });
  followPlan();
  ringAlerts();
  ringOtherRooms();
  tellSeen();
  if (inDrill.value) void followInjects();
  setInterval(() => void keepBoard(), KEEP_EVERY_MS);
  setInterval(() => void askTwin(), KEEP_EVERY_MS);
  void askOrKept<{ phones: Phone[] }>(pathsOf(name).phones).catch(() => undefined);
}

async function showKept(name: string): Promise<void> {
  const last = await kept<Joined>(`joined ${name}`);
  if (!last) return;
  setKeptClock(last.clock);
  takeJoined(last, true);
  void readPlace(last.profile);
}

function takeReading(told: Reading): void {
  reading.value = told;
  if (inDrill.value) hearReading(told);
}

async function readPlace(fresh: string): Promise<void> {
  if (fresh && fresh === etag && profile.value) return readPeople();
  etag = fresh;
  profile.value = await askOrKept<StationProfile>(pathsOf(room.value).place).catch(() => profile.value);
  await readPeople();
}

async function readPeople(): Promise<void> {
  const told = await askOrKept<{ people: Record<string, Person> }>(pathsOf(room.value).people).catch(() => null);
  if (told) people.value = told.people;
}

function followPlan(): void {
  let shown = "";
  effect(() => {
    const plan = panels.value?.plan;
    const sha256 = plan?.running?.sha256 ?? plan?.adopted?.sha256 ?? "";
    if (!sha256 || sha256 === shown) return;
    shown = sha256;
    askOrKept<PlanText>(pathsOf(room.value).plan(sha256)).then(
      (text) => (planText.value = text),
      () => (shown = ""),
    );
  });
}

/** Tell which entries are stored and which have been on a lit screen. */
function tellSeen(): void {
  let told = "";
  effect(() => {
    const stored = seq.value;
    const shown = document.visibilityState === "visible" ? stored : 0;
    const word = `${stored} ${shown}`;
    if (!stored || word === told || link.value !== "live") return;
    told = word;
    theSocket().emit("seen", { room: room.value, stored, shown });
  });
}

async function keepBoard(): Promise<void> {
  if (!panels.value || link.value !== "live") return;
  const board: Joined = {
    room: room.value,
    seq: seq.value,
    head: head.value,
    clock: clockNow(),
    panels: panels.value,
    entries: entries.value,
    reading: reading.value,
    profile: etag,
  };
  await keep(`joined ${room.value}`, board);
}

/** Where no socket gets through, ask for the whole room over HTTP instead. */
async function askTwin(): Promise<void> {
  if (link.value === "live" || theSocket().connected || silence.value < 10) return;
  const joined = await ask<Joined>(pathsOf(room.value).room).catch(() => null);
  if (!joined || joined.seq < seq.value) return;
  setClock(joined.clock);
  takeJoined(joined);
}
