/** A drill that has not begun: what it is, what will come for those who make it, and its start. */
import { useState } from "preact/hooks";
import { hm, now, passed } from "../page/time";
import type { Script } from "../page/wire";
import { named, t } from "../page/words/words";
import { ActButton } from "../room/act_button";
import { seatName } from "../room/names";
import { panels } from "../room/state";
import { grid } from "./calendar";
import { CalendarActs } from "./calendar_acts";
import { directs, inside, panel, plays, told } from "./drill_state";
import { GoIn } from "./go_in";
import { Facts } from "./facts_view";
import { Seated } from "./seated_view";

// The room lets a drill begin half an hour early; it has the last word.
const EARLY_MS = 30 * 60_000;

/** Everything before the start. */
export function BeforeView() {
  const { drill, script } = told.value!;
  return (
    <main class="drill-before">
      <section class="drill-part">
        <h2>{t("conduct.facts")}</h2>
        <Facts drill={drill} />
        {grid.value ? <CalendarActs drill={drill} /> : null}
      </section>
      <section class="drill-part">
        {drill.called_off !== null ? <p class="plan-hint">{t("drills.called-off", { reason: drill.called_off })}</p> : <Start />}
        {panel.value && panels.value ? <Seated /> : null}
        {plays.value ? <GoIn hint="conduct.player-hint" /> : null}
        {panel.value && !script ? (
          <p class="plan-hint">
            <b>{t("conduct.safety")}</b> {named(panel.value.safety)}
          </p>
        ) : null}
      </section>
      {script ? <ScriptPart script={script} /> : <p class="drill-part quiet-line">{t("conduct.no-script")}</p>}
    </main>
  );
}

function Start() {
  const { drill, script } = told.value!;
  const [read, setRead] = useState(false);
  if (drill.stage === "planned") return <p class="plan-hint">{t("conduct.not-approved")}</p>;
  if (!panel.value) return <p class="plan-hint">{t(inside.value ? "conduct.opening" : "conduct.not-in-it")}</p>;
  const begins = panel.value.starts_at;
  const early = begins !== null && !passed(new Date(Date.parse(begins) - EARLY_MS).toISOString());
  if (!directs.value) return <p class="plan-hint">{t("conduct.waits-for-director")}</p>;
  return (
    <div class="drill-start">
      <h2>{t("conduct.safety")}</h2>
      <p class="safety-note">{named(script?.safety)}</p>
      <label class="check">
        <input type="checkbox" checked={read} onChange={(event) => setRead((event.target as HTMLInputElement).checked)} />
        <span>{t("conduct.safety-read")}</span>
      </label>
      {early ? <p class="plan-hint">{t("conduct.early", { time: hm(Date.parse(begins!) - EARLY_MS), now: hm(now.value) })}</p> : null}
      <ActButton look="main" kind="StartDrill" body={{ safety_read: read }} disabled={!read || early}>
        {t("conduct.start")}
      </ActButton>
    </div>
  );
}

function ScriptPart({ script }: { script: Script }) {
  return (
    <section class="drill-part script-part">
      <h2>
        {t("conduct.script")} <small>{t("plan.script-size", { minutes: script.minutes, injects: script.injects.length })}</small>
      </h2>
      <p>{named(script.about)}</p>
      <ol class="script-lines">
        {script.injects.map((inject) => (
          <li key={inject.id}>
            <b class="script-minute">{inject.due_min === null ? t("conduct.by-hand") : t("conduct.minute", { minute: inject.due_min })}</b>
            <div>
              <p>
                {t("conduct.said", { prefix: named(script.prefix), words: named(inject.message) })}
              </p>
              <small>
                {t("conduct.from-to", { sender: named(inject.sender), seats: inject.to.map(seatName).join(t("list")) })} · {t("conduct.expected", { words: named(inject.expected), minutes: inject.limit_min })}
                {inject.provisional ? <span class="badge">{t("drills.provisional")}</span> : null}
              </small>
            </div>
          </li>
        ))}
      </ol>
      <h3>{t("conduct.objectives")}</h3>
      <ul class="objectives">
        {script.objectives.map((each) => (
          <li key={each.id}>{named(each.words)}</li>
        ))}
      </ul>
      <p class="plan-hint">
        <b>{t("conduct.safety")}</b> {named(script.safety)}
      </p>
    </section>
  );
}
