/** One drill on one page: before it begins, while it is conducted and observed, and its debrief. */
import { useEffect } from "preact/hooks";
import { Header } from "../page/header";
import { Button } from "../page/kit";
import { hms, now } from "../page/time";
import { t } from "../page/words/words";
import { LinkBar } from "../room/link_view";
import { panels, room, shut } from "../room/state";
import { findDrill, followCalendar } from "./calendar";
import { CalendarLine } from "./calendar_line";
import { BeforeView } from "./before_view";
import { ConductView } from "./conduct_view";
import { DebriefView } from "./debrief_view";
import { drillName, drillTrouble, openDrill, panel, readDrill, stationName, told } from "./drill_state";

/** The page of one drill. */
export function DrillPage({ drill }: { drill: string }) {
  useEffect(() => {
    void openDrill(drill);
    return followCalendar();
  }, [drill]);
  const listed = findDrill(drill);
  const stands = `${JSON.stringify(listed)} ${panel.value?.phase}`;
  useEffect(() => {
    if (told.value) void readDrill(drill);
  }, [stands]);
  return (
    <div class="drill-page">
      <Header title={t("conduct.title", { name: drillName() })}>
        <span class="page-links">
          <a class="button" href="/drills">
            {t("drills.title")}
          </a>
          {panels.value && panel.value ? (
            <a class="button" href={`/room/${room.value}`}>
              {t("conduct.room")}
            </a>
          ) : null}
        </span>
      </Header>
      {told.value ? <Body /> : <Nothing drill={drill} />}
      {panels.value ? <LinkBar /> : null}
    </div>
  );
}

function Body() {
  const phase = panel.value?.phase;
  const plan = told.value!.drill;
  const over = phase === "over" || plan.outcome !== null;
  return (
    <>
      <section class="drill-line" aria-label={t("drill")}>
        <b>{t("drill")}</b>
        <span>
          {stationName()} · {plan.drill}
        </span>
        {shut.value ? <span class="badge">{t("conduct.shut")}</span> : null}
        {panels.value ? (
          <span class="drill-clock">
            {t("conduct.room-time")} <time>{hms(now.value)}</time>
          </span>
        ) : null}
      </section>
      <CalendarLine />
      {over ? <DebriefView /> : phase === "running" || phase === "paused" ? <ConductView /> : <BeforeView />}
    </>
  );
}

function Nothing({ drill }: { drill: string }) {
  const why = drillTrouble.value;
  if (why === "unknown") return <main class="drills-nothing">{t("conduct.unknown", { drill })}</main>;
  if (why === "not-yours") return <main class="drills-nothing">{t("conduct.not-yours")}</main>;
  if (why)
    return (
      <main class="drills-nothing">
        {t("ask.failed")} <Button onPress={() => void openDrill(drill)}>{t("again")}</Button>
      </main>
    );
  return <main class="drills-nothing quiet-line">{t("asking")}</main>;
}
