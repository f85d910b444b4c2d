/** The running drill: its clock, what comes next and what came of it, what is real, and who observes. */
import { useState } from "preact/hooks";
import { Button } from "../page/kit";
import { stretch, hm, hms } from "../page/time";
import { t } from "../page/words/words";
import { ActButton } from "../room/act_button";
import { author, sentence } from "../room/log_words";
import { entries, panels } from "../room/state";
import { directs, evaluates, inside, observes, panel, ranSeconds, told } from "./drill_state";
import { GoIn } from "./go_in";
import { Injects, NextInject } from "./injects_view";
import { Findings, Observe } from "./observe_view";
import { ReasonSheet } from "./reason_sheet";
import { Seated } from "./seated_view";
import { Warning } from "./warning_view";

const SHOWN_ENTRIES = 8;

/** The page while the drill runs or is paused. */
export function ConductView() {
  const side = observes.value;
  return (
    <>
      <ScriptClock />
      <Warning />
      <main class={side ? "conduct" : "conduct watching"}>
        <section class="drill-part">
          {told.value!.script ? (
            <>
              <NextInject />
              <Injects />
            </>
          ) : (
            <GoIn hint="conduct.player-running" />
          )}
        </section>
        <section class="drill-part">
          {evaluates.value ? <Observe /> : null}
          {panels.value ? <Seated /> : null}
          <LastEntries />
          {directs.value ? (
            <details class="observe-more">
              <summary>{t("observe.title")}</summary>
              <Observe />
            </details>
          ) : null}
          {side ? <Findings /> : null}
        </section>
      </main>
      <ConductBar />
    </>
  );
}

function ScriptClock() {
  const drill = panel.value!;
  const ran = ranSeconds.value;
  const all = drill.minutes * 60;
  return (
    <section class={`script-clock is-${drill.phase}`} aria-label={t("conduct.clock")}>
      <p>
        <b class="script-ran">{stretch(ran)}</b> <span>{t("conduct.of-minutes", { minutes: drill.minutes })}</span>
      </p>
      <p>
        <b>{t("conduct.phase", { phase: t(`phase.${drill.phase}`) })}</b> {drill.began_at ? t("conduct.began", { time: hm(drill.began_at) }) : ""}
      </p>
      <progress max={all} value={Math.min(ran, all)} aria-label={t("conduct.clock")} />
    </section>
  );
}

function LastEntries() {
  const last = [...entries.value].slice(-SHOWN_ENTRIES).reverse();
  return (
    <section class="last-entries">
      <h3>{t("conduct.last")}</h3>
      <ol>
        {last.map((entry) => (
          <li key={entry.seq}>
            <time>{hms(entry.at)}</time>
            <span>
              {author(entry)} · {sentence(entry)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function ConductBar() {
  const [asks, setAsks] = useState(false);
  const paused = panel.value!.phase === "paused";
  return (
    <nav class="conduct-bar" aria-label={t("bar.title")}>
      {inside.value ? (
        <ActButton hold class="real" kind="StopDrill" body={{ reason: "" }}>
          {t("drill.real")}
        </ActButton>
      ) : null}
      {directs.value ? (
        <>
          {paused ? (
            <ActButton kind="ResumeDrill" body={{}} disabled={panel.value!.warning !== null}>
              {t("conduct.resume")}
            </ActButton>
          ) : (
            <Button onPress={() => setAsks(true)}>{t("conduct.pause")}…</Button>
          )}
          <ActButton hold kind="EndDrill" body={{}}>
            {t("conduct.end")}
          </ActButton>
        </>
      ) : null}
      {asks && !paused ? (
        <ReasonSheet title={t("conduct.pause")} kind="PauseDrill" body={{}} quick={["conduct.pause.regroup", "conduct.pause.explain", "conduct.pause.real"]} onClose={() => setAsks(false)} />
      ) : null}
    </nav>
  );
}
