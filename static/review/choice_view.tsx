/** The line above a view: which view, which station, which of the days that are really held. */
import { Button, Choice } from "../page/kit";
import { t } from "../page/words/words";
import { dayName, stationName } from "./named";
import { DrillChoices } from "./runs_view";
import { asked, CELLS, countsOf, daysAfter, daysFrom, held, heldOf, look, MOST_DAYS, stations, tableOf, VIEWS, WAYS } from "./view";

const LENGTHS = [3, 7, 31] as const;

/** What can be chosen for the view that is open. */
export function Choices() {
  const { view } = asked.value;
  return (
    <>
      <nav class="tabs review-views" aria-label={t("review.view")}>
        {VIEWS.map((each) => (
          <Button key={each} pressed={view === each} onPress={() => look({ view: each, ...fresh(each) })}>
            {t(`review.view.${each}`)}
          </Button>
        ))}
      </nav>
      <form class="review-choice" aria-label={t("review.title")} onSubmit={(event) => event.preventDefault()}>
        {view === "day" ? <OneDay /> : null}
        {view === "days" ? <SomeDays /> : null}
        {view === "compare" ? <Sides /> : null}
        {view === "heat" ? <AllStations /> : null}
        {view === "drills" ? <DrillChoices /> : null}
        <Tables />
      </form>
    </>
  );
}

/** A view opened by its tab takes its days from the day that was looked at. */
function fresh(view: string): { first?: string; last?: string; other_station?: string; other_day?: string } {
  if (view === "days") return { first: "", last: "" };
  return view === "compare" ? { other_station: "", other_day: "" } : {};
}

function OneDay() {
  const { station } = asked.value;
  return (
    <>
      <StationField label={t("review.station")} value={station} choose={(chosen) => look({ station: chosen, day: kept(chosen) })} />
      <SteppedDay />
    </>
  );
}

/** Another station keeps the day where it has it, else opens with its newest. */
function kept(station: string): string {
  const mine = heldOf(station);
  return mine.includes(asked.value.day) ? asked.value.day : (mine.at(-1) ?? asked.value.day);
}

function SteppedDay() {
  const { day } = asked.value;
  const before = held.value.filter((each) => each < day).at(-1);
  const after = held.value.find((each) => each > day);
  return (
    <div class="review-day">
      <Button label={t("review.earlier")} disabled={!before} onPress={() => look({ day: before! })}>
        ‹
      </Button>
      <DayField label={t("review.day")} value={day} days={held.value} choose={(chosen) => look({ day: chosen })} />
      <Button label={t("review.later")} disabled={!after} onPress={() => look({ day: after! })}>
        ›
      </Button>
    </div>
  );
}

function SomeDays() {
  const { station, first, last } = asked.value;
  const near = (from: string, to: string) => from <= to && daysFrom(from, to) <= MOST_DAYS;
  const begin = (from: string) => look({ first: from, last: near(from, last) ? last : from });
  const end = (to: string) => look({ first: near(first, to) ? first : to, last: to });
  return (
    <>
      <StationField label={t("review.station")} value={station} choose={(chosen) => look({ station: chosen })} />
      <DayField label={t("review.first")} value={first} days={held.value} choose={begin} />
      <DayField label={t("review.last")} value={last} days={held.value} choose={end} />
      <div class="review-lengths">
        {LENGTHS.map((days) => (
          <Button key={days} pressed={daysFrom(first, last) === days} onPress={() => look({ first: daysAfter(last, 1 - days) })}>
            {t("review.length", { days })}
          </Button>
        ))}
      </div>
    </>
  );
}

function Sides() {
  const { station, day, other_station, other_day } = asked.value;
  return (
    <>
      <fieldset class="review-side">
        <legend>{t("review.one")}</legend>
        <StationField label={t("review.station")} value={station} choose={(chosen) => look({ station: chosen })} />
        <DayField label={t("review.day")} value={day} days={heldOf(station)} choose={(chosen) => look({ day: chosen })} />
      </fieldset>
      <fieldset class="review-side other">
        <legend>{t("review.other")}</legend>
        <StationField label={t("review.station")} value={other_station} choose={(chosen) => look({ other_station: chosen })} />
        <DayField label={t("review.day")} value={other_day} days={heldOf(other_station)} choose={(chosen) => look({ other_day: chosen })} />
      </fieldset>
      <WayChoice />
    </>
  );
}

function AllStations() {
  return (
    <>
      <SteppedDay />
      <WayChoice />
      <Choice
        legend={t("review.cell")}
        class="review-small"
        value={asked.value.cell}
        options={CELLS.map((value) => ({ value, label: t("review.cell.minutes", { minutes: value }) }))}
        onChoose={(cell) => look({ cell })}
      />
    </>
  );
}

function WayChoice() {
  const options = WAYS.map((value) => ({ value, label: t(`review.way.${value}`) }));
  return <Choice legend={t("review.way")} class="review-small" value={asked.value.way} options={options} onChoose={(way) => look({ way })} />;
}

interface FieldProps {
  label: string;
  value: string;
  choose: (value: string) => void;
}

const chosenIn = (event: Event) => (event.target as HTMLSelectElement).value;

function StationField({ label, value, choose }: FieldProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select class="review-station" value={value} onChange={(event) => choose(chosenIn(event))}>
        {stations.value.map((each) => (
          <option key={each.id} value={each.id}>
            {stationName(each.id)} {each.id}
            {each.held.length ? "" : ` · ${t("review.nothing-held")}`}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The days held, the newest first, month by month; a day from the address stands there too. */
function DayField({ label, value, days, choose }: FieldProps & { days: readonly string[] }) {
  const newest = [...days].reverse();
  const months = [...new Set(newest.map((each) => each.slice(0, 7)))];
  return (
    <label class="field">
      <span>{label}</span>
      <select class="review-date" value={value} onChange={(event) => choose(chosenIn(event))}>
        {value && !days.includes(value) ? (
          <option value={value}>
            {dayName(value)} · {t("review.nothing-held")}
          </option>
        ) : null}
        {months.map((month) => (
          <optgroup key={month} label={month}>
            {newest.filter((each) => each.startsWith(month)).map((each) => (
              <option key={each} value={each}>
                {dayName(each)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

function Tables() {
  const view = asked.value;
  const nothing = (view.view === "day" || view.view === "heat") && !held.value.includes(view.day);
  if (nothing || !(view.view === "drills" ? view.drills && view.zone : view.day)) return null;
  return (
    <div class="review-tables">
      <a class="button" href={tableOf(view)} download>
        {t("review.csv")}
      </a>
      {view.view === "day" ? (
        <a class="button" href={countsOf(view)} download>
          {t("review.csv.counts")}
        </a>
      ) : null}
    </div>
  );
}
