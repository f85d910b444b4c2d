/** The drills of one station in one quarter: what each is, and what may be asked about it. */
import { useEffect, useState } from "preact/hooks";
import { ask } from "../page/fetch";
import { Button, Sheet } from "../page/kit";
import type { DrillTold, PlannedDrill } from "../page/wire";
import { named, t } from "../page/words/words";
import { drillAddress } from "./address";
import { findDrill, grid, gridNow, may, meet } from "./calendar";
import { quarterWords } from "./calendar_words";
import { CalendarActs } from "./calendar_acts";
import { Facts } from "./facts_view";
import { over } from "./over";
import { endOf } from "./times";

/** The sheet of a cell that is not empty. */
export function CellSheet({ station, quarter, onClose }: { station: string; quarter: string; onClose: () => void }) {
  const cell = grid.value!.cells.find((each) => each.station === station && each.quarter === quarter);
  const names = grid.value!.stations.find((each) => each.station === station)?.names;
  const drills = (cell?.drills ?? []).map(findDrill).filter((each) => each !== undefined);
  const more = may("PlanDrill") && gridNow.value < endOf(quarter);
  return (
    <Sheet wide title={`${named(names)} · ${quarterWords(quarter)}`} onClose={onClose}>
      {drills.map((drill) => (
        <DrillCard key={drill.drill} drill={drill} />
      ))}
      {drills.length ? null : <p class="quiet-line">{t("drills.stage.none")}</p>}
      {more ? <Button onPress={() => (over.value = { of: "plan", station, quarter })}>{t("drills.plan-another")}</Button> : null}
    </Sheet>
  );
}

function DrillCard({ drill }: { drill: PlannedDrill }) {
  const [told, setTold] = useState<DrillTold | null>(null);
  useEffect(() => {
    void ask<DrillTold>(`/api/drills/${drill.drill}`).then(
      (answer) => {
        meet(answer.people);
        setTold(answer);
      },
      () => undefined,
    );
  }, [drill.drill, drill.participants, drill.staff]);
  return (
    <article class="drill-card">
      <header>
        <h3>
          {named(told?.script?.name) || drill.drill} <small>{drill.drill}</small>
        </h3>
        <a class="button" href={drillAddress(drill.drill)}>
          {t("drills.open")}
        </a>
      </header>
      <Facts drill={drill} />
      <CalendarActs drill={drill} />
    </article>
  );
}
