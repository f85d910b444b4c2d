/**
 * One room in a list: shape, colour word, what waits there; a tap opens it.
 */
import { roomAddress } from "./rooms";
import { Shape } from "./shapes";
import type { RoomBrief } from "./wire";
import { named, t } from "./words/words";

/** Say a room's state in a few words. */
export function stateOf(room: Pick<RoomBrief, "colour" | "known" | "stale">): string {
  if (room.colour) return room.stale ? `${t(`colour.${room.colour}`)} · ${t("stale")}` : t(`colour.${room.colour}`);
  if (!room.known) return t("state.unknown");
  return room.stale ? t("stale") : t("state.calm");
}

/** A room as a large link. */
export function RoomCard({ room }: { room: RoomBrief }) {
  const look = room.colour ?? (room.known && !room.stale ? "calm" : "unknown");
  return (
    <a class={`room-card is-${look}`} href={roomAddress(room.room)}>
      {room.colour ? <Shape colour={room.colour} size={64} /> : <span class="no-shape" aria-hidden="true" />}
      <span class="room-card-words">
        <strong>{named(room.names)}</strong>
        <span>
          {stateOf(room)}
          {room.level ? ` · ${t(`level.${room.level}`)}` : ""}
        </span>
      </span>
      <span class="room-card-waits">
        {room.unanswered ? <b class="chip">{t("rooms.unanswered", { count: room.unanswered })}</b> : null}
        {room.overdue ? <b class="chip">{t("rooms.overdue", { count: room.overdue })}</b> : null}
      </span>
    </a>
  );
}
