/** Review: one station's days, two of them compared, all stations of a day, or drills by T0. */
import { useEffect } from "preact/hooks";
import "../css/review.css";
import { language } from "../page/device";
import { Header } from "../page/header";
import { Button } from "../page/kit";
import { t } from "../page/words/words";
import { useAnswer, type Why } from "./asking";
import { Choices } from "./choice_view";
import { CompareView, type Comparison } from "./compare_view";
import { DaysView, type Span } from "./days_view";
import { type Heat, HeatView } from "./heat_view";
import { dayName, daysName, stationName } from "./named";
import { DrillsView } from "./runs_view";
import { type Asked, asked, held, look, opening, openReview, pathOf } from "./view";

/** The page of the analyst. */
export function ReviewPage() {
  useEffect(() => void openReview(), []);
  return (
    <div class="review">
      <Header title={t("review.title")} />
      <main>{opening.value === "open" ? <Opened /> : <NotOpen />}</main>
    </div>
  );
}

function NotOpen() {
  if (opening.value === "asking") return <p class="review-nothing quiet-line">{t("asking")}</p>;
  if (opening.value === "refused") return <p class="review-nothing">{t("review.not-yours")}</p>;
  return (
    <div class="review-nothing">
      <p>{t("ask.failed")}</p>
      <Button onPress={() => void openReview()}>{t("again")}</Button>
    </div>
  );
}

function Opened() {
  const { view, day } = asked.value;
  const drills = view === "drills" ? <DrillsView /> : null;
  return (
    <>
      <Choices />
      {drills ?? (day ? <Shown path={pathOf(asked.value, language.value)} /> : <NoDays />)}
    </>
  );
}

/** Counts may have come in since: the days held are asked for again, too. */
function NoDays() {
  return (
    <div class="review-nothing">
      <p>{t("review.no-days")}</p>
      <Button onPress={() => void openReview()}>{t("again")}</Button>
    </div>
  );
}

function Shown({ path }: { path: string }) {
  const { told, why } = useAnswer<Span & Comparison & Heat>(path);
  if (!told) return <Nothing why={why} />;
  const { view } = asked.value;
  if (view === "compare") return <CompareView key={path} told={told} />;
  return view === "heat" ? <HeatView key={path} told={told} /> : <DaysView key={path} told={told} />;
}

function Nothing({ why }: { why: Why }) {
  const newest = held.value.at(-1);
  return (
    <div class="review-nothing">
      <p class={why === "asking" ? "quiet-line" : ""} role="status">
        {t(why, { station: where(asked.value), day: when(asked.value) })}
      </p>
      {why === "review.no-day" && newest ? <Button onPress={() => look(newestOf(newest))}>{t("review.newest", { day: dayName(newest) })}</Button> : null}
      {why === "ask.failed" || why === "review.no-day" ? <Button onPress={() => void openReview()}>{t("again")}</Button> : null}
    </div>
  );
}

function where({ view, station }: Asked): string {
  return view === "heat" ? t("review.all-stations") : stationName(station);
}

function when({ view, day, first, last, other_day }: Asked): string {
  if (view === "days") return daysName(first, last);
  return view === "compare" ? `${day} / ${other_day}` : dayName(day);
}

function newestOf(day: string): Partial<Asked> {
  return { day, first: "", last: "", other_station: "", other_day: "" };
}
