/** Hazards: what presses first on the left, one dossier with its seven states on the right. */
import { Button } from "../page/kit";
import { day } from "../page/time";
import { say, t } from "../page/words/words";
import { who } from "../room/names";
import { line, listed, one, ORIGINS, words } from "./asks";
import { FoldedForm } from "./form";
import { NextAct, OtherActs } from "./hazard_acts";
import { agencyName } from "./names";
import { book, picked, today } from "./reading";
import { type Hazard, STATES } from "./told";

/** The list and the open dossier. */
export function HazardsView() {
  const all = sorted(book.value!.hazards);
  const open = all.find((hazard) => hazard.id === picked.value) ?? all[0];
  return (
    <div class="ready-two">
      <section class="plan-part" aria-label={t("ready.hazards")}>
        <FoldedForm
          kind="FindHazard"
          asks={[words("what", t("ready.what")), line("where", t("ready.where")), one("origin", t("ready.origin"), listed("origin", ORIGINS)), line("source", t("ready.source"), true)]}
        />
        {all.length ? null : <p class="quiet-line">{t("ready.hazards.none")}</p>}
        <ul class="hazard-rows">
          {all.map((hazard) => (
            <li key={hazard.id}>
              <HazardRow hazard={hazard} chosen={hazard.id === open?.id} />
            </li>
          ))}
        </ul>
      </section>
      {open ? <DossierView key={open.id} hazard={open} /> : null}
    </div>
  );
}

/** Whether its due day is past and it is still open. */
export function isLate(hazard: Hazard): boolean {
  return hazard.state !== "closed" && hazard.due !== null && hazard.due < today.value;
}

function sorted(hazards: readonly Hazard[]): Hazard[] {
  const rank = (hazard: Hazard) => (hazard.state === "closed" ? 2 : isLate(hazard) ? 0 : 1);
  return [...hazards].sort((a, b) => rank(a) - rank(b) || (a.due ?? "9").localeCompare(b.due ?? "9") || a.found_at.localeCompare(b.found_at));
}

function HazardRow({ hazard, chosen }: { hazard: Hazard; chosen: boolean }) {
  return (
    <Button pressed={chosen} class="hazard-row" onPress={() => (picked.value = hazard.id)}>
      <span>
        <b>{hazard.what}</b>
        <small>
          {t(`hazard.${hazard.state}`)} · {hazard.where}
          {hazard.accountable ? ` · ${agencyName(hazard.accountable)}` : ""}
        </small>
      </span>
      {isLate(hazard) ? <b class="chip">{t("shows.overdue")}</b> : hazard.due && hazard.state !== "closed" ? <small>{t("ready.due-by", { day: hazard.due })}</small> : null}
    </Button>
  );
}

function DossierView({ hazard }: { hazard: Hazard }) {
  return (
    <article class="plan-part dossier" aria-label={`${t("ready.dossier")} ${hazard.id}`}>
      <header class="dossier-head">
        <h2>{hazard.what}</h2>
        {isLate(hazard) ? <b class="chip">{t("ready.late-since", { day: hazard.due })}</b> : null}
      </header>
      <p>
        {hazard.id} · {hazard.where} · {say(`origin.${hazard.origin}`, {}, hazard.origin)}
        {hazard.source ? `（${hazard.source}）` : ""}
        {hazard.reopened ? ` · ${t("ready.reopened", { count: hazard.reopened })}` : ""}
      </p>
      <Line hazard={hazard} />
      <NextAct hazard={hazard} />
      <Facts hazard={hazard} />
      <OtherActs hazard={hazard} />
    </article>
  );
}

/** The seven states as a line; what is behind is ticked, and words say it too. */
function Line({ hazard }: { hazard: Hazard }) {
  const at = STATES.indexOf(hazard.state);
  return (
    <ol class="state-line" aria-label={t("ready.states")}>
      {STATES.map((state, i) => (
        <li key={state} class={i < at ? "behind" : i === at ? "here" : "ahead"} aria-current={i === at ? "step" : undefined}>
          <span aria-hidden="true">{i <= at ? "✓" : i + 1}</span>
          {t(`hazard.${state}`)}
        </li>
      ))}
    </ol>
  );
}

function Facts({ hazard }: { hazard: Hazard }) {
  const { assessment, report, monitoring, closing } = hazard;
  return (
    <dl class="facts">
      <Fact name={t("hazard.found")}>
        {who(hazard.found_by)} {day(hazard.found_at)}
      </Fact>
      {hazard.accountable ? (
        <Fact name={t("ready.accountable")}>
          {agencyName(hazard.accountable)} · {t("ready.due-by", { day: hazard.due })}
        </Fact>
      ) : null}
      {assessment ? (
        <Fact name={t("hazard.assessed")}>
          {t("ready.graded", { likelihood: assessment.likelihood, consequence: assessment.consequence })} <b>{t(`risk.${assessment.grade}`)}</b>
          {assessment.outgrown_plan !== null ? ` · ${t("ready.outgrows", { version: assessment.outgrown_plan })}` : ""}
        </Fact>
      ) : null}
      {report ? (
        <Fact name={t("hazard.reported")}>
          {report.to} {day(report.at)}
        </Fact>
      ) : null}
      {monitoring ? (
        <Fact name={t("hazard.monitored")}>
          {monitoring.what} · {t("ready.each-days", { days: monitoring.every_days })}
          {monitoring.last ? ` · ${t("ready.last-seen", { count: monitoring.notes, words: monitoring.last })}` : ""}
        </Fact>
      ) : null}
      {hazard.measures.map((measure, i) => (
        <Fact key={i} name={t("hazard.treated")}>
          {measure.words} · {who(measure.by)} {day(measure.at)}
          {measure.evidence ? (
            <small>
              {t("ready.proof")} {[measure.evidence.words, measure.evidence.reference, measure.evidence.sha256?.slice(0, 8)].filter(Boolean).join(" · ")}
            </small>
          ) : (
            <small>{t("ready.no-proof")}</small>
          )}
        </Fact>
      ))}
      {closing ? (
        <Fact name={t("hazard.closed")}>
          {agencyName(closing.agency)} {who(closing.by)} {day(closing.at)}
          {closing.plan_version !== null ? <PlanLink version={closing.plan_version} /> : null}
        </Fact>
      ) : null}
    </dl>
  );
}

function PlanLink({ version }: { version: number }) {
  const station = location.pathname.split("/")[2];
  return (
    <>
      {" · "}
      <a href={`/planbook/${station}`}>{t("planbook.version", { version })}</a>
    </>
  );
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
