/** One day or several of a station: what they came to, their figure, and what was written. */
import { hm } from "../page/time";
import { t } from "../page/words/words";
import { FigureView } from "./figure_view";
import type { Figure } from "./ink";
import { type Mark, Marks } from "./marks_view";
import { dayName, daysName, people, stationName, stretches } from "./named";
import { until } from "./until";

interface Peak {
  at: string;
  per_minute: number;
}

interface DayTotal {
  day: string;
  in: number | null;
  out: number | null;
  peak_in: Peak | null;
  peak_out: Peak | null;
}

export interface Span {
  station: string;
  first: string;
  last: string;
  until: string | null;
  step_s: number;
  figure: Figure;
  gaps: [string, string][];
  added: [string, string][];
  marks: Mark[];
  marks_left_out: number;
  totals: { in: number; out: number };
  days: DayTotal[];
}

/** A station's days. */
export function DaysView({ told }: { told: Span }) {
  const { station, first, last } = told;
  const named = `${stationName(station)} ${station} · ${daysName(first, last)}`;
  return (
    <div class="review-body">
      <div class="review-top">
        <Totals told={told} />
        <p class="quiet-line">{until(told.until)}</p>
      </div>
      <FigureView
        figure={told.figure}
        days={told.days.length}
        label={t("review.figure", { station: stationName(station), day: daysName(first, last) })}
        title={[named, until(told.until)]}
        file={`${station}-${first}${first === last ? "" : `-${last}`}.png`}
      />
      <div class="review-aside" role="region" aria-label={t("review.aside")} tabIndex={0}>
        {told.days.length > 1 ? <DayTable days={told.days} /> : null}
        <Marks marks={told.marks} leftOut={told.marks_left_out} dated={told.days.length > 1} />
      </div>
    </div>
  );
}

function Totals({ told }: { told: Span }) {
  const dated = told.days.length > 1;
  const known = told.days.filter((each) => each.in !== null).length;
  return (
    <dl class="review-totals">
      <div>
        <dt>{t("review.total.in")}</dt>
        <dd>{people(known ? told.totals.in : null)}</dd>
      </div>
      <div>
        <dt>{t("review.total.out")}</dt>
        <dd>{people(known ? told.totals.out : null)}</dd>
      </div>
      {dated ? (
        <div class={known < told.days.length ? "hatched" : ""}>
          <dt>{t("review.days-known")}</dt>
          <dd>{t("review.days-of", { known, all: told.days.length })}</dd>
        </div>
      ) : (
        <div>
          <dt>{t("review.peak")}</dt>
          <dd>{peakOf(told.days[0]!)}</dd>
        </div>
      )}
      <div class={told.gaps.length ? "hatched" : ""}>
        <dt>{t("review.gaps")}</dt>
        <dd>{stretches(told.gaps, dated)}</dd>
      </div>
      {told.added.length ? (
        <div>
          <dt>{t("review.added")}</dt>
          <dd>{stretches(told.added, dated)}</dd>
        </div>
      ) : null}
    </dl>
  );
}

function peakOf({ peak_in, peak_out }: DayTotal): string {
  const said = (key: "review.peak.in" | "review.peak.out", peak: Peak | null) =>
    peak ? t(key, { at: hm(peak.at), people: Math.round(peak.per_minute).toLocaleString("en") }) : "";
  return [said("review.peak.in", peak_in), said("review.peak.out", peak_out)].filter(Boolean).join(t("list")) || t("review.unknown");
}

function DayTable({ days }: { days: readonly DayTotal[] }) {
  return (
    <section class="review-table">
      <h2>{t("review.each-day")}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("review.day")}</th>
            <th scope="col">{t("review.way.in")}</th>
            <th scope="col">{t("review.way.out")}</th>
            <th scope="col">{t("review.peak.short")}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((each) => (
            <tr key={each.day} class={each.in === null ? "hatched" : ""}>
              <th scope="row">{dayName(each.day).slice(5)}</th>
              <td>{each.in?.toLocaleString("en") ?? t("review.unknown")}</td>
              <td>{each.out?.toLocaleString("en") ?? "–"}</td>
              <td>{each.peak_in ? hm(each.peak_in.at) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
