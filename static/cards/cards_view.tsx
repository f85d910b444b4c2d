/** The action cards of a station, or of a drill there, one to a page, to be printed before a network is missed. */
import { useEffect, useState } from "preact/hooks";
import "../css/cards.css";
import "../css/drill.css";
import { Header } from "../page/header";
import { Button, Choice } from "../page/kit";
import { SEATS } from "../page/me";
import type { ActionCard, StationProfile } from "../page/place";
import { roomAddress } from "../page/rooms";
import { isDrill, pathsOf, stationOf } from "../page/room_paths";
import { askOrKept } from "../page/shelf";
import { readPlan, readStations, roomOfAddress, type StationPlan } from "../page/station_page";
import type { Names, Seat } from "../page/wire";
import { named, t } from "../page/words/words";
import { seatName } from "../room/names";
import { CardSheet } from "./card_sheet";

/** The cards of a station, or of one of its seats. */
export function CardsPage() {
  const room = roomOfAddress();
  const station = stationOf(room);
  const [told, setTold] = useState<StationPlan | null>(null);
  const [names, setNames] = useState<Names | null>(null);
  const [failed, setFailed] = useState(false);
  const [seat, setSeat] = useState<Seat | "all">("all");
  const read = () => {
    setFailed(false);
    readPlan(room).then(setTold, () => setFailed(true));
    readName(room).then(setNames, () => undefined);
  };
  useEffect(read, []);
  const name = named(names) || station;
  const drill = isDrill(room);
  const prefix = drill ? named(told?.joined.panels.drill?.prefix) || t("drill") : "";
  const adopted = told?.joined.panels.plan.adopted;
  const cards = told?.plan ? inSeatOrder(told.plan.cards).filter((card) => seat === "all" || card.seat === seat) : [];
  return (
    <div class="cards">
      <Header title={`${drill ? `${t("drill")} · ` : ""}${t("cards.of", { station: name })}`}>
        <span class="page-links">
          {drill ? null : (
            <a class="button" href={`/planbook/${station}`}>
              {t("planbook.title")}
            </a>
          )}
          <a class="button" href={roomAddress(room)}>
            {t("planbook.room")}
          </a>
        </span>
      </Header>
      {told?.plan ? (
        <section class="cards-tools" aria-label={t("cards.whose")}>
          <Choice<Seat | "all">
            legend={t("cards.whose")}
            value={seat}
            onChoose={setSeat}
            options={[{ value: "all" as const, label: t("cards.all", { count: told.plan.cards.length }) }, ...SEATS.map((each) => ({ value: each, label: seatName(each) }))]}
          />
          <Button onPress={() => print()}>{t("cards.print", { count: cards.length })}</Button>
        </section>
      ) : null}
      <main>
        {failed ? (
          <p class="cards-nothing">
            {t("ask.failed")} <Button onPress={read}>{t("again")}</Button>
          </p>
        ) : null}
        {!told && !failed ? <p class="cards-nothing quiet-line">{t("asking")}</p> : null}
        {told && !told.plan ? <p class="cards-nothing">{t("calm.no-plan")}</p> : null}
        {told?.plan && adopted
          ? cards.map((card) => <CardSheet key={card.post} card={card} plan={told.plan!} station={name} version={adopted.version} prefix={prefix} />)
          : null}
      </main>
    </div>
  );
}

/** The station's name; a drill tells it to those who have no other right there. */
async function readName(room: string): Promise<Names | null> {
  if (isDrill(room)) return (await askOrKept<StationProfile>(pathsOf(room).place)).name;
  return (await readStations()).find((each) => each.id === stationOf(room))?.name ?? null;
}

function inSeatOrder(cards: readonly ActionCard[]): ActionCard[] {
  return [...cards].sort((one, other) => SEATS.indexOf(one.seat) - SEATS.indexOf(other.seat));
}
