/** The action cards of a station, one to a page, to be printed before a network is missed. */
import { useEffect, useState } from "preact/hooks";
import "../css/cards.css";
import { Header } from "../page/header";
import { Button, Choice } from "../page/kit";
import { SEATS } from "../page/me";
import type { ActionCard } from "../page/place";
import { readPlan, readStations, stationOfAddress, type StationPlan } from "../page/station_page";
import type { Names, Seat } from "../page/wire";
import { named, t } from "../page/words/words";
import { seatName } from "../room/names";
import { CardSheet } from "./card_sheet";

/** The cards of a station, or of one of its seats. */
export function CardsPage() {
  const station = stationOfAddress();
  const [told, setTold] = useState<StationPlan | null>(null);
  const [names, setNames] = useState<Names | null>(null);
  const [failed, setFailed] = useState(false);
  const [seat, setSeat] = useState<Seat | "all">("all");
  const read = () => {
    setFailed(false);
    readPlan(station).then(setTold, () => setFailed(true));
    readStations().then((all) => setNames(all.find((each) => each.id === station)?.name ?? null), () => undefined);
  };
  useEffect(read, []);
  const name = named(names) || station;
  const adopted = told?.joined.panels.plan.adopted;
  const cards = told?.plan ? inSeatOrder(told.plan.cards).filter((card) => seat === "all" || card.seat === seat) : [];
  return (
    <div class="cards">
      <Header title={t("cards.of", { station: name })}>
        <span class="page-links">
          <a class="button" href={`/planbook/${station}`}>
            {t("planbook.title")}
          </a>
          <a class="button" href={`/room/station/${station}`}>
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
          ? cards.map((card) => <CardSheet key={card.post} card={card} plan={told.plan!} station={name} version={adopted.version} />)
          : null}
      </main>
    </div>
  );
}

function inSeatOrder(cards: readonly ActionCard[]): ActionCard[] {
  return [...cards].sort((one, other) => SEATS.indexOf(one.seat) - SEATS.indexOf(other.seat));
}
