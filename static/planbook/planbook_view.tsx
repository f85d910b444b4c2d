/** The plan book: what is adopted, what a draft changes, and the four signatures that make it law. */
import { useEffect } from "preact/hooks";
import "../css/planbook.css";
import "../css/tasks.css";
import "../css/room.css";
import { Header } from "../page/header";
import { stationOfAddress } from "../page/station_page";
import { day, hm } from "../page/time";
import { named, t } from "../page/words/words";
import { LinkBar } from "../room/link_view";
import { openRoom } from "../room/opening";
import { panels, profile, shut, station } from "../room/state";
import { DraftPart, NewDraft } from "./draft_view";
import { PlanSteps } from "./steps_view";

/** The page of one station's plan. */
export function PlanbookPage() {
  useEffect(() => void openRoom(`station/${stationOfAddress()}`), []);
  const book = panels.value?.planbook;
  return (
    <div class="planbook">
      <Header title={`${named(profile.value?.name) || station.value} · ${t("planbook.title")}`}>
        <a class="button" href={`/room/station/${station.value}`}>
          {t("planbook.room")}
        </a>
        <a class="button" href={`/cards/${station.value}`}>
          {t("cards.title")}
        </a>
      </Header>
      {shut.value ? <p class="quiet-line">{t("room.shut", { why: shut.value })}</p> : null}
      {book ? (
        <main>
          <section class="plan-side">
            <Adopted />
            {book.draft ? <DraftPart draft={book.draft} /> : null}
            <NewDraft />
          </section>
          <PlanSteps />
        </main>
      ) : (
        <p class="quiet-line">{t("asking")}</p>
      )}
      <LinkBar />
    </div>
  );
}

function Adopted() {
  const book = panels.value!.planbook;
  const adopted = book.adopted;
  return (
    <article class="plan-part">
      <h2>{t("planbook.adopted")}</h2>
      {adopted ? (
        <p class="sheet-lead">{t("planbook.version", { version: adopted.version, day: day(adopted.at), time: hm(adopted.at) })}</p>
      ) : (
        <p>{t("calm.no-plan")}</p>
      )}
      {adopted ? <p class="quiet-line">{t("planbook.sha", { sha: adopted.sha256.slice(0, 16) })}</p> : null}
      {book.superseded.length ? (
        <ul class="lines">
          {book.superseded.map((old) => (
            <li key={old.sha256}>
              {t("planbook.superseded", { version: old.version, day: day(old.at) })}
              <span class="quiet-line">{old.sha256.slice(0, 8)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {panels.value!.plan.running ? <p class="badge">{t("planbook.running")}</p> : null}
      {book.draft ? null : <p class="quiet-line">{t("planbook.no-draft")}</p>}
    </article>
  );
}
