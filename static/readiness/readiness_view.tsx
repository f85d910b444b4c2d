/** The readiness page of one station: six lights on top, then hazards and the other parts of the book. */
import { useEffect } from "preact/hooks";
import "../css/room.css";
import "../css/planbook.css";
import "../css/readiness.css";
import { Header } from "../page/header";
import { Button } from "../page/kit";
import { stationOfAddress } from "../page/station_page";
import { day } from "../page/time";
import { named, t } from "../page/words/words";
import { profile } from "../room/state";
import { ConsultationsView } from "./consultations_view";
import { HandoverView } from "./handover_view";
import { HazardsView, isLate } from "./hazards_view";
import { LiaisonView } from "./liaison_view";
import { LightsView } from "./lights_view";
import { book, failed, followReadiness, part, type Part, read, today } from "./reading";
import { ResourcesView } from "./resources_view";
import { RisksView } from "./risks_view";
import { SaidNo } from "./said_no_view";

const VIEWS: Record<Part, () => preact.JSX.Element> = {
  hazards: HazardsView,
  consultations: ConsultationsView,
  liaison: LiaisonView,
  handover: HandoverView,
  resources: ResourcesView,
  risks: RisksView,
};

/** The page. */
export function ReadinessPage() {
  useEffect(followReadiness, []);
  const station = stationOfAddress();
  return (
    <div class="readiness">
      <Header title={t("ready.of", { station: named(profile.value?.name) || station })}>
        <span class="page-links">
          <a class="button" href={`/planbook/${station}`}>
            {t("planbook.title")}
          </a>
          <a class="button" href={`/room/station/${station}`}>
            {t("planbook.room")}
          </a>
        </span>
      </Header>
      {book.value ? <Book /> : <Nothing />}
      <SaidNo />
    </div>
  );
}

function Book() {
  const View = VIEWS[part.value];
  return (
    <main>
      <LightsView />
      <nav class="ready-tabs" aria-label={t("ready.parts")}>
        {(Object.keys(VIEWS) as Part[]).map((each) => (
          <Button key={each} pressed={part.value === each} onPress={() => (part.value = each)}>
            {t(`ready.part.${each}`)}
            {late(each) ? <b class="chip">{t("ready.late", { count: late(each) })}</b> : null}
          </Button>
        ))}
        <span class="quiet-line">{t("ready.today", { day: today.value })}</span>
      </nav>
      <View />
    </main>
  );
}

/** How much of a part is past its day. */
function late(each: Part): number {
  const told = book.value!;
  if (each === "hazards") return told.hazards.filter(isLate).length;
  if (each === "consultations") return told.actions.filter((action) => !action.done && action.due < today.value).length;
  if (each === "risks") return told.risks.filter((risk) => risk.review_due < today.value).length;
  if (each === "handover") return told.handovers.open.filter((note) => day(note.at) < today.value).length;
  return 0;
}

function Nothing() {
  if (failed.value === "not-yours") return <p class="plan-nothing">{t("ready.not-yours")}</p>;
  if (failed.value === "no-answer")
    return (
      <p class="plan-nothing">
        {t("ask.failed")} <Button onPress={() => void read()}>{t("again")}</Button>
      </p>
    );
  return <p class="plan-nothing quiet-line">{t("asking")}</p>;
}
