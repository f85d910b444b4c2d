/** Review: one station, one day, its curves with what was written that day. */
import { useEffect } from "preact/hooks";
import "../css/review.css";
import { Header } from "../page/header";
import { Button } from "../page/kit";
import { named, t } from "../page/words/words";
import { DayView } from "./day_view";
import { asked, daysAfter, failed, look, openReview, stations } from "./view";

/** The page of the analyst. */
export function ReviewPage() {
  useEffect(() => void openReview(), []);
  const { station, day } = asked.value;
  return (
    <div class="review">
      <Header title={t("review.title")} />
      <main>
        <Choices />
        {failed.value ? (
          <p class="review-nothing">
            {t("ask.failed")} <Button onPress={() => void openReview()}>{t("again")}</Button>
          </p>
        ) : station && day ? (
          <DayView key={`${station} ${day}`} station={station} day={day} />
        ) : (
          <p class="review-nothing quiet-line">{t("asking")}</p>
        )}
      </main>
    </div>
  );
}

function Choices() {
  const { station, day } = asked.value;
  const path = `/api/review/stations/${station}/days/${day}/counts.csv`;
  const chosen = (event: Event) => (event.target as HTMLInputElement | HTMLSelectElement).value;
  return (
    <form class="review-choice" aria-label={t("review.title")} onSubmit={(event) => event.preventDefault()}>
      <label class="field">
        <span>{t("review.station")}</span>
        <select value={station} onChange={(event) => look({ station: chosen(event) })}>
          {stations.value.map((each) => (
            <option key={each.id} value={each.id}>
              {named(each.name)} {each.id}
            </option>
          ))}
        </select>
      </label>
      <div class="review-day">
        <Button label={t("review.earlier")} disabled={!day} onPress={() => look({ day: daysAfter(day, -1) })}>
          ‹
        </Button>
        <label class="field">
          <span>{t("review.day")}</span>
          <input type="date" value={day} onChange={(event) => chosen(event) && look({ day: chosen(event) })} />
        </label>
        <Button label={t("review.later")} disabled={!day} onPress={() => look({ day: daysAfter(day, 1) })}>
          ›
        </Button>
      </div>
      {station && day ? (
        <a class="button review-csv" href={path} download>
          {t("review.csv")}
        </a>
      ) : null}
    </form>
  );
}
