/**
 * Where a person lands after signing in: their rooms, worst first, and the pages of their role.
 */
import "../css/home.css";
import { Header } from "../page/header";
import { has } from "../page/me";
import { roomAddress, useRooms } from "../page/rooms";
import { RoomCard } from "../page/room_card";
import { MyDrills, useMyDrills } from "./my_drills";
import { t } from "../page/words/words";

/** My rooms and pages. */
export function Home() {
  const rooms = useRooms();
  const drills = useMyDrills();
  // Whoever has a drill at hand stays here to find it; anybody else with one room goes there at once.
  if (rooms?.length === 1 && drills?.every((drill) => !drill.pressing) && !has("district-officer") && !has("analyst") && !has("operator")) {
    location.replace(roomAddress(rooms[0]!.room));
  }
  return (
    <div class="home">
      <Header title={t("rooms.title")} />
      <main>
        <Pages />
        <MyDrills drills={drills ?? []} />
        {rooms === null ? <p class="quiet-line">{t("asking")}</p> : null}
        {rooms?.length === 0 ? <p class="quiet-line">{t("rooms.none")}</p> : null}
        <ul class="room-cards">
          {(rooms ?? []).map((room) => (
            <li key={room.room}>
              <RoomCard room={room} />
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}

function Pages() {
  const seesAll = (["district-officer", "coordinator", "evaluator", "analyst", "operator"] as const).some(has);
  const shown = [
    { href: "/district", label: t("district.title"), may: seesAll },
    { href: "/figures", label: t("figures.title"), may: seesAll },
    { href: "/drills", label: t("drills.title"), may: !has("operator") },
    { href: "/review", label: t("review.title"), may: true },
  ].filter((page) => page.may);
  return (
    <nav class="pages" aria-label={t("pages")}>
      {shown.map((page) => (
        <a key={page.href} class="button" href={page.href}>
          {page.label}
        </a>
      ))}
    </nav>
  );
}
