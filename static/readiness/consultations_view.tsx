/** 定期会商: what was decided and who owes it first, then the consultations themselves. */
import { t } from "../page/words/words";
import { who } from "../room/names";
import { date, words } from "./asks";
import { FoldedForm } from "./form";
import { HoldForm } from "./hold_form";
import { agencyName } from "./names";
import { book, today } from "./reading";
import type { Action, Consultation } from "./told";

/** Actions and consultations. */
export function ConsultationsView() {
  const { consultations, actions } = book.value!;
  const planned = consultations.filter((each) => !each.held && !each.called_off);
  const past = consultations.filter((each) => each.held || each.called_off).reverse();
  return (
    <div class="ready-two even">
      <section class="plan-part">
        <h2>{t("ready.actions")}</h2>
        <Actions actions={actions} />
      </section>
      <section class="plan-part">
        <h2>{t("ready.part.consultations")}</h2>
        <FoldedForm kind="PlanConsultation" asks={[date("day", t("ready.day")), words("agenda", t("ready.agenda"))]} />
        {consultations.length ? null : <p class="quiet-line">{t("ready.consultations.none")}</p>}
        {planned.map((each) => (
          <Planned key={each.id} planned={each} />
        ))}
        {past.map((each) => (
          <Past key={each.id} past={each} />
        ))}
      </section>
    </div>
  );
}

function Actions({ actions }: { actions: readonly Action[] }) {
  const open = actions.filter((each) => !each.done).sort((a, b) => a.due.localeCompare(b.due));
  const done = actions.filter((each) => each.done).reverse();
  if (!actions.length) return <p class="quiet-line">{t("ready.actions.none")}</p>;
  return (
    <ul class="ready-rows">
      {open.map((each) => (
        <li key={each.id}>
          <p>
            <b>{each.what}</b>
            <small>
              {each.id} · {agencyName(each.owner)} · {t("ready.due-by", { day: each.due })}
            </small>
          </p>
          {each.due < today.value ? <b class="chip">{t("shows.overdue")}</b> : null}
          <FoldedForm kind="FinishAction" asks={[words("evidence", t("ready.evidence"))]} fixed={{ action: each.id }} />
        </li>
      ))}
      {done.map((each) => (
        <li key={each.id} class="done">
          <p>
            ✓ {each.what}
            <small>
              {each.id} · {agencyName(each.owner)} · {who(each.done!.by)}：{each.done!.evidence}
            </small>
          </p>
        </li>
      ))}
    </ul>
  );
}

function Planned({ planned }: { planned: Consultation }) {
  return (
    <article class="ready-card">
      <h3>
        {planned.day} {planned.agenda}
      </h3>
      <HoldForm consultation={planned.id} />
      <FoldedForm kind="CallOffConsultation" asks={[words("reason", t("ready.reason"))]} fixed={{ consultation: planned.id }} />
    </article>
  );
}

function Past({ past }: { past: Consultation }) {
  return (
    <article class="ready-card done">
      <h3>
        {past.held?.day ?? past.day} {past.agenda}
      </h3>
      {past.called_off ? <p>{t("ready.called-off", { reason: past.called_off })}</p> : null}
      {past.held ? (
        <>
          <p>{past.held.minutes}</p>
          <p class="quiet-line">
            {t("ready.came")} {past.held.came.map((each) => `${agencyName(each.agency)} ${who(each.person)}`).join(t("list"))}
          </p>
        </>
      ) : null}
    </article>
  );
}
