/** The top line: which room, whose tablet, my other rooms, how far the book is, until when figures know. */
import { battery } from "./shift";
import { Looks } from "../page/header";
import { me } from "../page/me";
import { underWay } from "../page/outbox";
import { roomAddress, useRooms } from "../page/rooms";
import { link } from "../page/socket";
import { hms, now } from "../page/time";
import { named, t } from "../page/words/words";
import { stateOf } from "../page/room_card";
import { Shape } from "../page/shapes";
import { Speed } from "./clock_view";
import { lineName, seatName } from "./names";
import { head, inDrill, myHolder, mySeat, profile, reading, room, seq, station } from "./state";

/** The top line of the room. */
export function TopLine() {
  return (
    <header class="topline">
      <a class="topline-home" href="/" aria-label={t("rooms.title")}>
        ‹
      </a>
      <h1>
        {inDrill.value ? `${t("drill")} · ` : ""}
        {t("room.title", { station: named(profile.value?.name) || named(me.value?.station_names[station.value]) || station.value })}
      </h1>
      <Mine />
      <OtherRooms />
      <Book />
      <DataUntil />
      {battery.value !== null ? <span class="topline-battery">{t("battery", { percent: Math.round(battery.value * 100) })}</span> : null}
      <span class="topline-looks">
        <Looks />
      </span>
      <time class="topline-clock" title={t("clock.title")}>
        {hms(now.value)}
      </time>
      <Speed />
    </header>
  );
}

function Mine() {
  const seat = mySeat.value;
  const holder = myHolder.value;
  const lines = holder?.lines.map(lineName).join(t("list"));
  return (
    <span class="topline-me">
      {seat ? seatName(seat) : roleName()}
      {lines ? `·${lines}` : ""} <b>{named(me.value?.name)}</b>
      {holder?.leading ? <b title={t("seat.leading")}> ★</b> : null}
    </span>
  );
}

/** Who sits in no seat is called by the first of their roles. */
function roleName(): string {
  const role = me.value?.roles[0]?.role;
  return role ? t(`role.${role}`) : t("seat.none");
}

function OtherRooms() {
  const rooms = useRooms();
  const others = (rooms ?? []).filter((other) => other.room !== room.value);
  const shown = others.filter((other) => other.colour !== null).slice(0, 2);
  if (!others.length) return null;
  return (
    <nav class="topline-rooms" aria-label={t("rooms.title")}>
      {shown.map((other) => (
        <a key={other.room} href={roomAddress(other.room)} title={stateOf(other)}>
          <Shape colour={other.colour!} size={26} />
          {named(other.names)}
        </a>
      ))}
      {shown.length ? null : <a href="/">{t("rooms.others", { count: others.length })}</a>}
    </nav>
  );
}

/** ✓413: everything sent, and the book is read up to there. */
function Book() {
  const mine = underWay.value.filter((tap) => tap.room === room.value).length;
  const whole = mine === 0 && link.value === "live";
  return (
    <span class="topline-book" title={head.value.slice(0, 16)}>
      {whole ? "✓" : "…"}
      {seq.value}
    </span>
  );
}

function DataUntil() {
  const told = reading.value;
  const stale = !told?.known || told.stale || link.value !== "live";
  return <span class={stale ? "data-until stale" : "data-until"}>{told?.until ? t("until", { time: hms(told.until) }) : t("until.none")}</span>;
}
