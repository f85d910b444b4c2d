/** Two days or two stations on one clock: the lines, and what they came to side by side. */
import { t } from "../page/words/words";
import { FigureView } from "./figure_view";
import type { Figure } from "./ink";
import { dayName, people, stationName } from "./named";
import { Stroke } from "./stroke_view";
import { until, untilClock } from "./until";
import type { Way } from "./view";

interface Line {
  station: string;
  day: string;
  until: string | null;
  total: number | null;
  peak: number | null;
  peak_s: number | null;
}

export interface Comparison {
  way: Way;
  lines: [Line, Line];
  difference: number | null;
  both_known: [number, number];
  figure: Figure;
}

/** A comparison. */
export function CompareView({ told }: { told: Comparison }) {
  const [one, other] = told.lines;
  const way = t(`review.way.${told.way}`);
  const title = `${way}: ${name(one)} / ${name(other)}`;
  const same = one.station === other.station && one.day === other.day;
  return (
    <div class="review-body alone">
      <FigureView
        figure={told.figure}
        label={t("review.comparison", { one: name(one), other: name(other), way })}
        title={[title, [one, other].map((line) => `${line.day}: ${until(line.until)}`).join(" / ")]}
        file={`${told.way}-${one.station}-${one.day}-${other.station}-${other.day}.png`}
      />
      <div class="review-sides">
        {same ? <p>{t("review.same")}</p> : null}
        <table>
          <thead>
            <tr>
              <td />
              <th scope="col">{t("review.total", { way })}</th>
              <th scope="col">{t("review.peak.five")}</th>
              <th scope="col">{t("review.both-known")}</th>
              <th scope="col">{t("review.until.short")}</th>
            </tr>
          </thead>
          <tbody>
            {told.lines.map((line, place) => (
              <tr key={place} class={line.total === null ? "hatched" : ""}>
                <th scope="row">
                  <Stroke place={place} /> {name(line)}
                </th>
                <td>{people(line.total)}</td>
                <td>{peak(line)}</td>
                <td>{people(line.total === null ? null : told.both_known[place]!)}</td>
                <td>{line.until ? untilClock(line.until) : "–"}</td>
              </tr>
            ))}
            <tr class="review-difference">
              <th scope="row">{t("review.difference")}</th>
              <td>{less(told.difference, one.total)}</td>
              <td />
              <td>{less(told.difference === null ? null : told.both_known[1] - told.both_known[0], told.both_known[0])}</td>
              <td />
            </tr>
          </tbody>
        </table>
        <p class="quiet-line">{t("review.both-known.why")}</p>
      </div>
    </div>
  );
}

function name({ station, day }: Line): string {
  return `${stationName(station)} ${dayName(day)}`;
}

function peak({ peak: most, peak_s }: Line): string {
  if (most === null || peak_s === null) return t("review.unknown");
  const clock = [peak_s / 3600, (peak_s % 3600) / 60].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
  return t("review.peak.at", { at: clock, people: Math.round(most).toLocaleString("en") });
}

/** +1,234 (+5 %) */
function less(difference: number | null, first: number | null): string {
  if (difference === null || first === null) return t("review.unknown");
  const sign = difference > 0 ? "+" : difference < 0 ? "−" : "±";
  const share = first ? ` (${sign}${((Math.abs(difference) / first) * 100).toFixed(1)}%)` : "";
  return `${sign}${Math.abs(difference).toLocaleString("en")}${share}`;
}
