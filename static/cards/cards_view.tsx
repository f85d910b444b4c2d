/** One action card per post, to be printed before a network is missed: two to a sheet of A4. */
import { useEffect, useState } from "preact/hooks";
import "../css/cards.css";
import { Header } from "../page/header";
import { Button } from "../page/kit";
import { SEATS } from "../page/me";
import type { ActionCard, PlanStep, PlanText } from "../page/place";
import { readPlan, readStations, stationOfAddress, type StationPlan } from "../page/station_page";
import { day, hm } from "../page/time";
import type { Names } from "../page/wire";
import { named, t } from "../page/words/words";
import { seatName } from "../room/names";

/** The cards of a station. */
export function CardsPage() {
  const station = stationOfAddress();
  const [told, setTold] = useState<StationPlan | null>(null);
  const [name, setName] = useState<Names | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    readPlan(station).then(setTold, () => setFailed(true));
    readStations().then((all) => setName(all.find((each) => each.id === station)?.name ?? null), () => undefined);
  }, []);
  const cards = told?.plan ? inSeatOrder(told.plan.cards) : [];
  return (
    <div class="cards">
      <Header title={`${named(name) || station} · ${t("cards.title")}`}>
        <Button onPress={() => print()}>{t("print")}</Button>
      </Header>
      <main>
        {failed ? <p class="quiet-line">{t("ask.failed")}</p> : null}
        {told && !told.plan ? <p class="quiet-line">{t("calm.no-plan")}</p> : null}
        {cards.map((card) => (
          <CardSheet key={card.post} card={card} plan={told!.plan!} station={named(name) || station} version={told!.joined.panels.plan.adopted!.version} />
        ))}
      </main>
    </div>
  );
}

function inSeatOrder(cards: ActionCard[]): ActionCard[] {
  return [...cards].sort((one, other) => SEATS.indexOf(one.seat) - SEATS.indexOf(other.seat));
}

interface CardProps {
  card: ActionCard;
  plan: PlanText;
  station: string;
  version: number;
}

function CardSheet({ card, plan, station, version }: CardProps) {
  const steps = plan.steps.filter((step) => step.post === card.post);
  return (
    <article class="action-card">
      <header>
        <h2>{named(card.title)}</h2>
        <span>
          {station} · {seatName(card.seat)}
        </span>
      </header>
      <dl>
        <dt>{t("cards.who")}</dt>
        <dd>{named(card.who)}</dd>
        <dt>{t("cards.trigger")}</dt>
        <dd>{named(card.trigger)}</dd>
      </dl>
      <h3>{t("cards.first")}</h3>
      <ol class="card-first">
        {card.first.map((each) => (
          <li key={each.zh}>{named(each)}</li>
        ))}
      </ol>
      <StepsOfPost steps={steps} />
      <dl>
        <dt>{t("cards.report")}</dt>
        <dd>{named(card.report)}</dd>
        <dt>{t("cards.equipment")}</dt>
        <dd>{card.equipment.map(named).join(t("list"))}</dd>
        <dt>{t("cards.never")}</dt>
        <dd class="never">{card.never.map(named).join(t("list"))}</dd>
        <dt>{t("cards.stand-down")}</dt>
        <dd>{named(card.stand_down)}</dd>
      </dl>
      <footer>{t("cards.version", { version, sha: plan.sha256.slice(0, 8), day: day(Date.now()), time: hm(Date.now()) })}</footer>
    </article>
  );
}

function StepsOfPost({ steps }: { steps: PlanStep[] }) {
  if (!steps.length) return null;
  return (
    <>
      <h3>{t("cards.steps")}</h3>
      <ul class="card-steps">
        {steps.slice(0, 8).map((step) => (
          <li key={step.id}>
            <span class="tick" aria-hidden="true" />
            <span>
              {named(step.text)}
              {step.say ? <q>{named(step.say)}</q> : null}
            </span>
            <b>
              {t(`level.${step.level}`)} · {t("minutes", { minutes: Math.max(1, Math.round(step.limit_s / 60)) })}
              {step.provisional ? ` ${t("cards.provisional")}` : ""}
            </b>
          </li>
        ))}
      </ul>
    </>
  );
}
