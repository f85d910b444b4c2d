/**
 * The tablet's ear: one socket, rooms joined whole, entries in order, and a link that tells its age.
 *
 * The socket is a hint and the log is the truth: at every doubt (a gap, a beacon that is ahead, a
 * new connection) the room is joined again and its panels replaced.
 */
import { signal } from "@preact/signals";
import { io, type Socket } from "socket.io-client";
import { device } from "./device";
import { Hearing } from "./hearing";
import { setClock } from "./time";
import type { Beacon, Joined, Reading, Receipts, Told } from "./wire";

export type Link = "live" | "stale" | "offline";

// RULINGS 22: real time, not room time; a beacon comes every 5 s.
const STALE_MS = 10_000;
const OFFLINE_MS = 15_000;
const HOLD_MS = 300;

export interface Ears {
  joined(joined: Joined): void;
  told(told: Told): void;
  reading(reading: Reading): void;
  receipts?(receipts: Receipts): void;
  refused?(error: string): void;
}

export const link = signal<Link>("offline");
/** Real seconds since anything was heard. */
export const silence = signal(0);

let socket: Socket | null = null;
let lastHeard = -Infinity;
let opened = 0;

/** Return the one socket of this page. */
export function theSocket(): Socket {
  if (socket) return socket;
  opened = performance.now();
  socket = io({ transports: ["websocket", "polling"], reconnectionDelayMax: 4_000, timeout: 8_000 });
  socket.onAny(heardSomething);
  socket.on("disconnect", judgeLink);
  setInterval(judgeLink, 1_000);
  return socket;
}

function heardSomething(): void {
  lastHeard = performance.now();
  judgeLink();
}

function judgeLink(): void {
  const quiet = performance.now() - lastHeard;
  // Before the first word, silence counts from when this page began to listen.
  silence.value = Math.round(Math.min(quiet, performance.now() - opened) / 1000);
  if (quiet >= OFFLINE_MS) link.value = "offline";
  else link.value = quiet >= STALE_MS ? "stale" : "live";
}

/** Connect again with the cookie of whoever has just signed in. */
export function reconnect(): void {
  theSocket().disconnect().connect();
}

/** Listen to one room until the returned function is called. */
export function listen(room: string, ears: Ears): () => void {
  const ear = new RoomEar(room, ears);
  ear.start();
  return () => ear.stop();
}

class RoomEar {
  private hearing: Hearing | null = null;
  private holding: ReturnType<typeof setTimeout> | null = null;
  private joining = false;
  private readonly wire = theSocket();
  private readonly handlers: Record<string, (told: any) => void>;

  constructor(
    private readonly room: string,
    private readonly ears: Ears,
  ) {
    this.handlers = {
      connect: () => this.join(),
      entry: (told: Told) => told.entry.room === room && this.hear(told),
      beacon: (told: Beacon) => told.room === room && this.check(told),
      reading: (told: Reading) => told.room === room && ears.reading(told),
      receipts: (told: Receipts) => told.room === room && ears.receipts?.(told),
    };
  }

  start(): void {
    for (const [name, handler] of Object.entries(this.handlers)) this.wire.on(name, handler);
    if (this.wire.connected) this.join();
  }

  stop(): void {
    for (const [name, handler] of Object.entries(this.handlers)) this.wire.off(name, handler);
    if (this.wire.connected) this.wire.emit("leave", { room: this.room });
    if (this.holding) clearTimeout(this.holding);
  }

  private join(): void {
    if (this.joining) return;
    this.joining = true;
    const asked = { room: this.room, device, seen: this.hearing?.heard };
    this.wire.timeout(8_000).emit("join", asked, (late: Error | null, answer: Joined & { error?: string }) => {
      this.joining = false;
      if (late) {
        if (this.wire.connected) this.join();
        return;
      }
      heardSomething();
      if (answer.error) this.ears.refused?.(answer.error);
      else this.begin(answer);
    });
  }

  private begin(joined: Joined): void {
    if (this.hearing && joined.seq < this.hearing.heard) return;
    this.hearing = new Hearing(joined.seq);
    setClock(joined.clock);
    this.ears.joined(joined);
  }

  private hear(told: Told): void {
    if (!this.hearing || this.joining) return this.joinSoon();
    for (const ready of this.hearing.hear(told)) this.ears.told(ready);
    if (this.hearing.gap) this.joinSoon();
  }

  private check(beacon: Beacon): void {
    setClock(beacon.clock);
    if (this.hearing && beacon.seq > this.hearing.heard) this.joinSoon();
  }

  private joinSoon(): void {
    if (this.holding) return;
    const heard = this.hearing?.heard;
    this.holding = setTimeout(() => {
      this.holding = null;
      if (!this.hearing || this.hearing.gap || this.hearing.heard === heard) this.join();
    }, HOLD_MS);
  }
}
