/** The plan book: what is in force, what a draft changes, and the four signatures that put it in force. */
import { useEffect } from "preact/hooks";
import "../css/tasks.css";
import "../css/room.css";
import "../css/planbook.css";
import { Header } from "../page/header";
import { Button } from "../page/kit";
import { stationOfAddress } from "../page/station_page";
import { day, hm } from "../page/time";
import { named, t } from "../page/words/words";
import { LinkBar } from "../room/link_view";
import { openRoom } from "../room/opening";
import { panels, profile, shut, station } from "../room/state";
import { DraftPart } from "./draft_view";
import { NewDraft } from "./new_draft_view";
import { followReading, open, picked, versions, type Version } from "./reading";
import { PlanSteps } from "./steps_view";

/** The page of one station's plan. */
export function PlanbookPage() {
  useEffect(() => {
    void openRoom(`station/${stationOfAddress()}`);
    followReading();
  }, []);
  const book = panels.value?.planbook;
  return (
    <div class="planbook">
      <Header title={t("planbook.of", { station: named(profile.value?.name) || station.value })}>
        <span class="page-links">
          <a class="button" href={`/cards/${stationOfAddress()}`}>
            {t("cards.title")}
          </a>
          <a class="button" href={`/readiness/${stationOfAddress()}`}>
            {t("ready.title")}
          </a>
          <a class="button" href={`/room/station/${stationOfAddress()}`}>
            {t("planbook.room")}
          </a>
        </span>
      </Header>
      {shut.value ? <p class="plan-nothing">{t("room.shut", { why: shut.value })}</p> : null}
      {!book && !shut.value ? <p class="plan-nothing quiet-line">{t("asking")}</p> : null}
      {book ? (
        <main>
          <section class="plan-side">
            <Versions />
            {book.draft ? <DraftPart draft={book.draft} /> : null}
            <NewDraft />
          </section>
          <PlanSteps />
        </main>
      ) : null}
      <LinkBar />
    </div>
  );
}

function Versions() {
  const all = versions.value;
  return (
    <article class="plan-part">
      <h2>{t("planbook.versions")}</h2>
      {all.length ? null : <p>{t("calm.no-plan")}</p>}
      <ul class="versions">
        {all.map((each) => (
          <li key={each.sha256}>
            <VersionRow version={each} />
          </li>
        ))}
      </ul>
      {panels.value!.plan.running ? <p class="badge">{t("planbook.running")}</p> : null}
    </article>
  );
}

function VersionRow({ version }: { version: Version }) {
  const when = { day: day(version.at), time: hm(version.at) };
  return (
    <Button pressed={open.value?.sha256 === version.sha256} onPress={() => (picked.value = version.sha256)}>
      <span class="version-words">
        <b>{t("planbook.version", { version: version.version })}</b>
        <span>{t(`planbook.${version.stands}`, when)}</span>
        <code>{version.sha256.slice(0, 8)}</code>
      </span>
    </Button>
  );
}
