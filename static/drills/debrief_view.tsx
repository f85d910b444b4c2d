/** The debrief: how it ended, the timeline, each chief's own review, the sheet, signatures, what must be mended. */
import { useState } from "preact/hooks";
import { Button, Field } from "../page/kit";
import { language } from "../page/device";
import { SEATS } from "../page/me";
import { hm } from "../page/time";
import type { DrillEnd, Seat } from "../page/wire";
import { named, say, t } from "../page/words/words";
import { ActButton } from "../room/act_button";
import { seatName, who } from "../room/names";
import { panels, profile } from "../room/state";
import { grid } from "./calendar";
import { CalendarActs } from "./calendar_acts";
import { debrief, drillName, observes, panel, plays, told } from "./drill_state";
import { Facts } from "./facts_view";
import { Findings, Observed } from "./observe_view";
import { measured, readMeasured, useMeasured } from "./measured";
import { SheetPart } from "./sheet_view";

/** Everything after the end. */
export function DebriefView() {
  const { drill } = told.value!;
  useMeasured(drill.drill);
  return (
    <main class="debrief">
      <Way />
      <section class="drill-part">
        <End end={panel.value?.end ?? null} />
        <Facts drill={drill} />
        {grid.value ? <CalendarActs drill={drill} /> : null}
        <Exports />
      </section>
      {panels.value ? (
        <section class="drill-part">
          <Reviews />
          <Signatures />
          {observes.value ? <Findings /> : null}
          <Observed />
        </section>
      ) : null}
      <section class="drill-part wide-part">
        <Timeline />
      </section>
      {measured.value ? (
        <section class="drill-part wide-part">
          <SheetPart measured={measured.value} />
        </section>
      ) : null}
    </main>
  );
}

/** What is still to be done until the drill is settled, and what comes next. */
function Way() {
  const { drill } = told.value!;
  const book = debrief.value;
  const all = seats().length;
  const reviewed = Object.keys(book?.reviews ?? {}).length;
  const signed = Object.keys(book?.signatures ?? {}).length;
  const steps = [
    { words: t("debrief.way.reviews", { count: reviewed, of: all }), gone: reviewed >= all },
    { words: t("debrief.way.sheet"), gone: book?.sheet != null || drill.points !== null },
    { words: t("debrief.way.signed", { count: signed, of: all }), gone: signed >= all || drill.points !== null },
    { words: t("debrief.way.filed"), gone: drill.filed !== null },
    { words: t("debrief.way.settled"), gone: drill.hazards !== null },
  ];
  const next = steps.findIndex((step) => !step.gone);
  return (
    <ol class="way drill-part wide-part" aria-label={t("debrief.way")}>
      {steps.map((step, place) => (
        <li key={place} class={step.gone ? "gone" : place === next ? "now" : ""} aria-current={place === next ? "step" : undefined}>
          {step.gone ? "✓ " : `${place + 1} `}
          {step.words}
        </li>
      ))}
    </ol>
  );
}

function End({ end }: { end: DrillEnd | null }) {
  const outcome = end?.outcome ?? told.value!.drill.outcome;
  if (!outcome) return null;
  const real = end?.real ? t("debrief.real", { real: say(`real.${end.real}`, {}, end.real), station: named(profile.value?.name) }) : "";
  return (
    <header class="drill-end">
      <h2>{say(`outcome.${outcome}`, {}, outcome)}</h2>
      {end ? (
        <p>
          {t("debrief.ended", { time: hm(end.at), who: who(end.by) })} {[real, end.reason].filter(Boolean).join(" · ")}
        </p>
      ) : null}
    </header>
  );
}

/** The server's own drawing, laid into the page so that it has the page's type; no script in it would run. */
function Timeline() {
  const svg = measured.value?.svg[language.value];
  return (
    <>
      <h2>{t("debrief.timeline")}</h2>
      {svg ? (
        <div class="gantt" tabIndex={0} role="region" aria-label={t("debrief.timeline-of", { name: drillName() })} dangerouslySetInnerHTML={{ __html: svg }} />
      ) : (
        <NotMeasured />
      )}
    </>
  );
}

/** A calm word while there is no measurement: it is not an error that a server does not make one. */
function NotMeasured() {
  if (measured.value === undefined) return <p class="quiet-line">{t("asking")}</p>;
  return (
    <p class="plan-hint">
      {t("debrief.not-measured")} <Button onPress={() => void readMeasured(told.value!.drill.drill)}>{t("again")}</Button>
    </p>
  );
}

const FILES = ["report.pdf", "report.json", "timeline.csv", "sheet.csv", "gantt.svg"] as const;

function Exports() {
  if (!measured.value) return null;
  return (
    <nav class="calendar-acts" aria-label={t("debrief.exports")}>
      {FILES.map((file) => (
        <a key={file} class="button" href={`/api/drills/${told.value!.drill.drill}/${file}?lang=${language.value}`} download>
          {t(`debrief.file.${file}`)}
        </a>
      ))}
    </nav>
  );
}

/** The seats that play in this drill. */
function seats(): Seat[] {
  const playing = new Set(told.value!.drill.participants.map((each) => each.seat));
  return SEATS.filter((seat) => playing.has(seat));
}

function Reviews() {
  const [words, setWords] = useState("");
  const mine = plays.value && !plays.value.trainee ? plays.value.seat : null;
  const reviews = debrief.value?.reviews ?? {};
  return (
    <section>
      <h3>{t("debrief.reviews")}</h3>
      <ul class="reviews">
        {seats().map((seat) => {
          const review = reviews[seat];
          return (
            <li key={seat}>
              <b>{seatName(seat)}</b> {review ? `${review.words} (${who(review.person)} ${hm(review.at)})` : <span class="quiet-line">{t("debrief.no-review")}</span>}
            </li>
          );
        })}
      </ul>
      {mine ? (
        <>
          <Field label={t("debrief.my-review", { seat: seatName(mine) })} value={words} onInput={(typed) => setWords(typed.slice(0, 240))} rows={3} />
          <div class="sheet-acts">
            <ActButton kind="ReviewSeat" body={{ words }} disabled={!words.trim()} then={() => setWords("")}>
              {t("debrief.review")}
            </ActButton>
          </div>
        </>
      ) : null}
    </section>
  );
}

function Signatures() {
  const sheet = debrief.value?.sheet ?? null;
  const signatures = debrief.value?.signatures ?? {};
  const signed = seats().filter((seat) => signatures[seat]).length;
  const mine = plays.value && !plays.value.trainee ? plays.value.seat : null;
  return (
    <section>
      <h3>{t("debrief.signatures", { count: signed, of: seats().length })}</h3>
      <ul class="signatures">
        {seats().map((seat) => {
          const signature = signatures[seat];
          return (
            <li key={seat} class={signature ? "signed" : ""}>
              <b>{seatName(seat)}</b>
              <span>{signature ? `✓ ${who(signature.person)} ${hm(signature.at)}` : t("planbook.unsigned")}</span>
            </li>
          );
        })}
      </ul>
      {sheet ? (
        <p class="quiet-line">
          {t("debrief.head", { seq: sheet.seq })} <code>{sheet.head.slice(0, 8)}</code>
        </p>
      ) : (
        <p class="quiet-line">{t("debrief.sheet-first")}</p>
      )}
      {sheet && mine && !signatures[mine] ? (
        <div class="sheet-acts">
          <ActButton hold look="main" kind="SignDebrief" body={{ seq: sheet.seq, head: sheet.head }}>
            {t("debrief.sign", { seat: seatName(mine), points: sheet.total })}
          </ActButton>
        </div>
      ) : null}
    </section>
  );
}
