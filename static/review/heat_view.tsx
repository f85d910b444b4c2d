/** All stations of one day by time: the map, and its fullest cells as a table. */
import { theme } from "../page/device";
import { t } from "../page/words/words";
import { FigureView } from "./figure_view";
import type { Figure } from "./ink";
import { dayName, stationName } from "./named";
import { until } from "./until";
import type { Way } from "./view";

interface Row {
  station: string;
  total: number | null;
  fullest: number | null;
  fullest_people: number | null;
}

export interface Heat {
  day: string;
  way: Way;
  cell_s: number;
  until: string | null;
  top: number;
  over: number;
  rows: Row[];
  figure: Figure;
}

/** A heat map. */
export function HeatView({ told }: { told: Heat }) {
  const way = t(`review.way.${told.way}`);
  const minutes = told.cell_s / 60;
  return (
    <div class="review-body">
      <p class="review-until quiet-line">
        {t(`review.heat.note.${theme.value}`, { minutes })} {told.over ? t("review.heat.over", { top: told.top.toLocaleString("en"), count: told.over }) : null} {until(told.until)}
      </p>
      <FigureView
        tall
        figure={told.figure}
        label={t("review.heat", { way, day: dayName(told.day) })}
        title={[`${t("review.heat", { way, day: dayName(told.day) })} · ${t("review.heat.cell", { minutes })}`, until(told.until)]}
        file={`heat-${told.way}-${told.day}.png`}
      />
      <section class="review-table review-aside" aria-label={t("review.aside")} tabIndex={0}>
        <h2>{t("review.fullest", { minutes })}</h2>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("review.station")}</th>
              <th scope="col">{t("review.total", { way })}</th>
              <th scope="col">{t("review.fullest.short")}</th>
            </tr>
          </thead>
          <tbody>
            {told.rows.map((row) => (
              <tr key={row.station} class={row.total === null ? "hatched" : ""}>
                <th scope="row">{stationName(row.station)}</th>
                <td>{row.total === null ? t("review.unknown") : row.total.toLocaleString("en")}</td>
                <td>{row.fullest === null ? "–" : `${clock(row.fullest * minutes)} · ${row.fullest_people!.toLocaleString("en")}`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function clock(minute: number): string {
  return [minute / 60, minute % 60].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
}
