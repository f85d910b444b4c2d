/** The year's grid: which station practises in which quarter, what is owed, and what is late. */
import { useEffect } from "preact/hooks";
import { signal } from "@preact/signals";
import { Header } from "../page/header";
import { Button } from "../page/kit";
import { day, hm } from "../page/time";
import { named, t } from "../page/words/words";
import { drillAddress } from "./address";
import { findDrill, followCalendar, grid, gridNow, may, readGrid, trouble, year } from "./calendar";
import { CalendarLine } from "./calendar_line";
import { owedWords, quarterWords } from "./calendar_words";
import { CellSheet } from "./cell_sheet";
import { Grid } from "./grid_view";
import { over } from "./over";
import { PlanSheet } from "./plan_sheet";
import { RequirementSheet } from "./requirement_sheet";
import { quarterAt } from "./times";

const planned = signal<string | null>(null);

/** The page of the calendar. */
export function CalendarPage() {
  useEffect(followCalendar, []);
  return (
    <div class="drills-page">
      <Header title={t("drills.title")} />
      {grid.value ? <Year /> : <Nothing />}
      <SheetOver />
    </div>
  );
}

function Nothing() {
  if (trouble.value === "not-yours") return <main class="drills-nothing">{t("drills.not-yours")}</main>;
  if (trouble.value)
    return (
      <main class="drills-nothing">
        {t("ask.failed")} <Button onPress={() => void readGrid()}>{t("again")}</Button>
      </main>
    );
  return <main class="drills-nothing quiet-line">{t("asking")}</main>;
}

function Year() {
  const shown = grid.value!.year;
  return (
    <main>
      <section class="drills-tools">
        <div class="year-switch" role="group" aria-label={t("drills.year")}>
          <Button onPress={() => (year.value = shown - 1)} label={t("drills.year-of", { year: shown - 1 })}>
            ‹
          </Button>
          <h2 aria-live="polite">{t("drills.year-of", { year: shown })}</h2>
          <Button onPress={() => (year.value = shown + 1)} label={t("drills.year-of", { year: shown + 1 })}>
            ›
          </Button>
        </div>
        <Owed />
        {may("SetRequirement") ? <Button onPress={() => (over.value = { of: "requirement" })}>{t("drills.require")}…</Button> : null}
      </section>
      <Planned />
      <CalendarLine />
      <Grid />
      <Legend />
    </main>
  );
}

/** What stations owe, in one line, each different word once with its source. */
function Owed() {
  const said = grid.value!.stations.map((each) => each.required);
  const different = [...new Map(said.map((need) => [JSON.stringify(need), need])).values()];
  return (
    <div class="owed">
      {different.map((need) => (
        <p key={JSON.stringify(need)}>
          {need ? t("drills.owed", { owed: owedWords(need.every_quarters), since: quarterWords(need.since), source: need.source }) : t("drills.owed.never-said")}
          {need?.provisional ? <span class="badge">{t("drills.provisional")}</span> : null}
        </p>
      ))}
    </div>
  );
}

function Planned() {
  const drill = findDrill(planned.value);
  if (!drill) return null;
  const station = grid.value!.stations.find((each) => each.station === drill.station);
  const when = drill.starts_at ? `${day(drill.starts_at)} ${hm(drill.starts_at)}` : "";
  return (
    <p class="drills-done" role="status">
      <span>{t("drills.planned-now", { drill: drill.drill, station: named(station?.names), when })}</span>
      <a class="button" href={drillAddress(drill.drill)}>
        {t("drills.open")}
      </a>
      <Button look="quiet" label={t("close")} onPress={() => (planned.value = null)}>
        ✕
      </Button>
    </p>
  );
}

function Legend() {
  return (
    <section class="drills-legend">
      <p class="quiet-line">{t("drills.legend", { quarter: quarterWords(quarterAt(gridNow.value)) })}</p>
    </section>
  );
}

function SheetOver() {
  const which = over.value;
  const close = () => (over.value = null);
  if (!which || !grid.value) return null;
  if (which.of === "requirement") return <RequirementSheet onClose={close} />;
  if (which.of === "cell") return <CellSheet station={which.station} quarter={which.quarter} onClose={close} />;
  return <PlanSheet station={which.station} quarter={which.quarter} onClose={close} onPlanned={(drill) => (planned.value = drill)} />;
}
