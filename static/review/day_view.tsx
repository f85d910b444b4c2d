/** One day: what it came to, its figure, and what was written, line by line for whoever reads no curves. */
import { useEffect, useRef, useState } from "preact/hooks";
import { language, theme } from "../page/device";
import { Answered, ask } from "../page/fetch";
import { Button } from "../page/kit";
import { Shape } from "../page/shapes";
import { hm, hms } from "../page/time";
import type { Colour } from "../page/wire";
import { named, say, t } from "../page/words/words";
import { draw, type Figure } from "./ink";
import { asked, stations } from "./view";

interface Mark {
  seq: number;
  at: string;
  kind: string;
  colour: Colour | null;
}

interface Day {
  gaps: [string, string][];
  added: [string, string][];
  marks: Mark[];
  totals: { in: number; out: number };
}

type Why = "asking" | "ask.failed" | "review.no-day" | "review.not-yours";

/** A station's day. */
export function DayView({ station, day }: { station: string; day: string }) {
  const [told, setTold] = useState<Day | null>(null);
  const [figure, setFigure] = useState<Figure | null>(null);
  const [why, setWhy] = useState<Why>("asking");
  const path = `/api/review/stations/${station}/days/${day}`;
  const read = () => {
    setWhy("asking");
    Promise.all([ask<Day>(path), ask<Figure>(`${path}/figure?lang=${language.value}`)]).then(
      ([numbers, drawn]) => {
        setTold(numbers);
        setFigure(drawn);
      },
      (failed: unknown) => setWhy(reasonOf(failed)),
    );
  };
  useEffect(read, [language.value]);
  if (!told || !figure) return <Nothing why={why} again={read} />;
  return (
    <div class="review-day-view">
      <Totals day={told} />
      <FigureView figure={figure} day={day} />
      <Marks marks={told.marks} />
    </div>
  );
}

function reasonOf(failed: unknown): Why {
  const status = failed instanceof Answered ? failed.status : 0;
  if (status === 404) return "review.no-day";
  return status === 403 ? "review.not-yours" : "ask.failed";
}

function stationName(): string {
  const { station } = asked.value;
  return named(stations.value.find((each) => each.id === station)?.name) || station;
}

function Nothing({ why, again }: { why: Why; again: () => void }) {
  return (
    <div class="review-nothing">
      <p class={why === "asking" ? "quiet-line" : ""} role="status">{t(why, { station: stationName(), day: asked.value.day })}</p>
      {why === "ask.failed" || why === "review.no-day" ? <Button onPress={again}>{t("again")}</Button> : null}
    </div>
  );
}

function Totals({ day }: { day: Day }) {
  const count = (people: number) => t("review.people", { count: people.toLocaleString("en") });
  const spans = (all: [string, string][]) => all.map(([from, to]) => `${hm(from)}–${hm(to)}`).join(t("list"));
  return (
    <dl class="review-totals">
      <div>
        <dt>{t("review.total.in")}</dt>
        <dd>{count(day.totals.in)}</dd>
      </div>
      <div>
        <dt>{t("review.total.out")}</dt>
        <dd>{count(day.totals.out)}</dd>
      </div>
      <div class={day.gaps.length ? "hatched" : ""}>
        <dt>{t("review.gaps")}</dt>
        <dd>{spans(day.gaps) || t("review.gaps.none")}</dd>
      </div>
      {day.added.length ? (
        <div>
          <dt>{t("review.added")}</dt>
          <dd>{spans(day.added)}</dd>
        </div>
      ) : null}
    </dl>
  );
}

function FigureView({ figure, day }: { figure: Figure; day: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"drawing" | "drawn" | "failed">("drawing");
  const paint = () => void draw(box.current!, figure).then(() => setState("drawn"), () => setState("failed"));
  useEffect(paint, [figure, theme.value]);
  return (
    <figure class="review-figure" aria-label={t("review.figure", { station: stationName(), day })}>
      {state === "drawing" ? <p class="quiet-line">{t("review.drawing")}</p> : null}
      {state === "failed" ? <p>{t("ask.failed")}</p> : null}
      <div class="plot" ref={box} />
    </figure>
  );
}

function Marks({ marks }: { marks: readonly Mark[] }) {
  return (
    <section class="review-marks">
      <h2>{t("review.marks")}</h2>
      {marks.length ? null : <p class="quiet-line">{t("review.marks.none")}</p>}
      {marks.length ? (
        <table>
          <thead>
            <tr>
              <th scope="col">{t("review.marks.at")}</th>
              <th scope="col">{t("review.marks.seq")}</th>
              <th scope="col">{t("review.marks.what")}</th>
            </tr>
          </thead>
          <tbody>
            {marks.map((mark) => (
              <tr key={mark.seq}>
                <td>{hms(mark.at)}</td>
                <td>{mark.seq}</td>
                <td>
                  {mark.colour ? <Shape colour={mark.colour} size={24} /> : null} {say(`mark.${mark.kind}`, {}, mark.kind)}
                  {mark.colour ? ` · ${t(`colour.${mark.colour}`)}` : ""}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
