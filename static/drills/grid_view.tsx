/** Quarters by stations as one table: each cell says how far its drill has come, in words, ink and shape. */
import { Button } from "../page/kit";
import type { DrillStage, GridCell, GridStation, PlannedDrill } from "../page/wire";
import { named, t } from "../page/words/words";
import { findDrill, grid, gridNow, may } from "./calendar";
import { owedWords, stageWord, whenWords } from "./calendar_words";
import { over } from "./over";
import { endOf, quarterAt } from "./times";

const STAGES: readonly DrillStage[] = ["planned", "approved", "run", "evaluated", "filed", "settled"];

/** The table of the year. */
export function Grid() {
  const { stations, cells, year } = grid.value!;
  const quarters = [1, 2, 3, 4].map((number) => `${year}Q${number}`);
  const running = quarterAt(gridNow.value);
  return (
    <div class="drill-grid" tabIndex={0} role="region" aria-label={t("drills.grid", { year })}>
      <table>
        <caption class="unseen">{t("drills.grid", { year })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("drills.station")}</th>
            {quarters.map((quarter) => (
              <th key={quarter} scope="col" class={quarter === running ? "running" : ""}>
                {t("drills.quarter.short", { number: quarter.at(-1) })}
                {quarter === running ? <small>{t("drills.this-quarter")}</small> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stations.map((station) => (
            <tr key={station.station}>
              <StationHead station={station} />
              {cells
                .filter((cell) => cell.station === station.station)
                .map((cell) => (
                  <td key={cell.quarter} class={cell.quarter === running ? "running" : ""}>
                    <Cell cell={cell} />
                  </td>
                ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function StationHead({ station }: { station: GridStation }) {
  const need = station.required;
  return (
    <th scope="row">
      {named(station.names)}
      <small title={need?.source}>
        {need?.every_quarters ? owedWords(need.every_quarters) : t("drills.every.0")}
        {need?.every_quarters && need.provisional ? ` · ${t("drills.provisional")}` : ""}
      </small>
    </th>
  );
}

function Cell({ cell }: { cell: GridCell }) {
  const { station, quarter } = cell;
  const drill = findDrill(cell.drill);
  const open = gridNow.value < endOf(quarter);
  if (drill)
    return (
      <Button class="drill-cell" onPress={() => (over.value = { of: "cell", station, quarter })}>
        <CellWords cell={cell} drill={drill} />
      </Button>
    );
  if (!may("PlanDrill") || !open)
    return (
      <div class="drill-cell none">
        <CellWords cell={cell} />
      </div>
    );
  return (
    <Button class="drill-cell none" onPress={() => (over.value = { of: "plan", station, quarter })}>
      <CellWords cell={cell} />
      <i aria-hidden="true">＋</i>
    </Button>
  );
}

function CellWords({ cell, drill }: { cell: GridCell; drill?: PlannedDrill }) {
  return (
    <>
      <Pips stage={cell.broken_off ? null : cell.stage} />
      <span class="cell-words">
        <span class="cell-stage">
          <b>{cell.broken_off ? t("drills.broken-off") : stageWord(cell.stage)}</b>
          <Marks cell={cell} drill={drill} />
        </span>
        {drill ? <small>{whenWords(drill)}</small> : null}
      </span>
    </>
  );
}

function Marks({ cell, drill }: { cell: GridCell; drill?: PlannedDrill }) {
  return (
    <>
      {cell.overdue ? <span class="chip">{t("drills.overdue")}</span> : null}
      {cell.required && !cell.overdue ? <span class="badge">{t("drills.required")}</span> : null}
      {drill && cell.moved ? (
        <span class="badge" title={drill.moves.at(-1)?.reason}>
          {t("drills.moved")}
        </span>
      ) : null}
      {drill && drill.notice !== "announced" ? <span class="badge">{t(`notice.${drill.notice}`)}</span> : null}
      {cell.drills.length > 1 ? <span class="badge">{t("drills.several", { count: cell.drills.length })}</span> : null}
    </>
  );
}

/** Six steps, as many of them filled as the drill has gone; a broken-off run is struck through. */
function Pips({ stage }: { stage: DrillStage | null }) {
  const reached = stage ? STAGES.indexOf(stage) + 1 : 0;
  return (
    <svg class="pips" width="38" height="24" viewBox="0 0 38 24" aria-hidden="true">
      {STAGES.map((each, place) => (
        <rect key={each} class={place < reached ? "gone" : ""} x={1.5 + (place % 3) * 12.5} y={place < 3 ? 1.5 : 13.5} width="9" height="8" rx="1.5" />
      ))}
    </svg>
  );
}
