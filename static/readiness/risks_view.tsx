/** 风险: the register with every grading, and the grade that the station had from when. */
import { day, hm } from "../page/time";
import { t } from "../page/words/words";
import { who } from "../room/names";
import { agencies, date, listed, one, RISK_KINDS, several, step, words } from "./asks";
import { FoldedForm } from "./form";
import { agencyName, agencyNames } from "./names";
import { OccasionsView } from "./occasions_view";
import { book, today } from "./reading";
import type { Grade, Risk } from "./told";

const ORDER: readonly Grade[] = ["low", "general", "large", "major"];

/** The register and the history. */
export function RisksView() {
  const { risks, grade, grades } = book.value!;
  const standing = [...risks].sort((a, b) => ORDER.indexOf(gradeOf(b)) - ORDER.indexOf(gradeOf(a)));
  return (
    <div class="ready-two">
      <div class="ready-stack">
        <section class="plan-part">
          <h2>{t("ready.grade")}</h2>
          <p class="station-grade">{grade ? t(`risk.${grade}`) : t("district.not-assessed")}</p>
          <p class="quiet-line">{t("ready.grade.how")}</p>
          <ol class="lines">
            {[...grades].reverse().map((each) => (
              <li key={each.at}>
                <span>
                  {day(each.at)} {hm(each.at)}
                </span>
                <b>{each.grade ? t(`risk.${each.grade}`) : t("district.not-assessed")}</b>
              </li>
            ))}
          </ol>
        </section>
        <OccasionsView />
      </div>
      <section class="plan-part">
        <h2>{t("ready.part.risks")}</h2>
        <FoldedForm
          kind="EnterRisk"
          asks={[
            words("what", t("ready.risk")),
            one("kind", t("ready.situation"), listed("situation-of-risk", RISK_KINDS)),
            step("likelihood", t("ready.likelihood")),
            step("consequence", t("ready.consequence")),
            one("owner", t("ready.owner"), agencies()),
            several("co_owners", t("ready.co-owners"), agencies(), true),
            words("measures", t("ready.measures")),
            date("review_due", t("ready.review-due")),
          ]}
        />
        {risks.length ? null : <p class="quiet-line">{t("district.not-assessed.long")}</p>}
        <ul class="ready-rows">
          {standing.map((risk) => (
            <RiskRow key={risk.id} risk={risk} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function gradeOf(risk: Risk): Grade {
  return risk.gradings.at(-1)!.grade;
}

function RiskRow({ risk }: { risk: Risk }) {
  const last = risk.gradings.at(-1)!;
  return (
    <li>
      <p>
        <b>
          {t(`risk.${last.grade}`)} · {risk.what}
        </b>
        <small>
          {risk.id} · {t(`situation-of-risk.${risk.kind}` as "situation-of-risk.sudden")} · {t("ready.graded", { likelihood: last.likelihood, consequence: last.consequence })} · {agencyName(risk.owner)}
          {risk.co_owners.length ? ` · ${t("ready.with", { units: agencyNames(risk.co_owners) })}` : ""}
        </small>
        <small>{last.measures}</small>
        <small>
          {t("ready.reviewed", { who: who(last.by), day: last.day })} · {t("ready.review-by", { day: risk.review_due })}
        </small>
      </p>
      {risk.review_due < today.value ? <b class="chip">{t("shows.overdue")}</b> : null}
      {risk.gradings.length > 1 ? <Before risk={risk} /> : null}
      <FoldedForm
        kind="RegradeRisk"
        asks={[step("likelihood", t("ready.likelihood")), step("consequence", t("ready.consequence")), words("measures", t("ready.measures")), date("review_due", t("ready.review-due"))]}
        fixed={{ risk: risk.id }}
      />
      <FoldedForm kind="DropRisk" asks={[words("reason", t("ready.reason"))]} fixed={{ risk: risk.id }} />
    </li>
  );
}

function Before({ risk }: { risk: Risk }) {
  return (
    <details class="fold-details">
      <summary class="button">{t("ready.gradings", { count: risk.gradings.length })}</summary>
      <ol class="lines">
        {[...risk.gradings].reverse().map((each, i) => (
          <li key={i}>
            <span>
              {each.day} {who(each.by)} · {each.measures}
            </span>
            <b>{t(`risk.${each.grade}`)}</b>
          </li>
        ))}
      </ol>
    </details>
  );
}
