/** The adopted plan as chiefs read it: steps by response level, each with post, place and limit. */
import { signal } from "@preact/signals";
import { Choice } from "../page/kit";
import type { PlanStep, Scenario } from "../page/place";
import type { Level } from "../page/wire";
import { named, t } from "../page/words/words";
import { postName, seatShort, stepTitle } from "../room/names";
import { planText } from "../room/state";

const LEVELS: readonly Level[] = ["three", "two", "one"];
const scenario = signal<Scenario>("crowd");

/** The steps of one scenario. */
export function PlanSteps() {
  const plan = planText.value;
  if (!plan) return <section class="plan-steps" />;
  const shown = plan.steps.filter((step) => step.scenarios.includes(scenario.value));
  return (
    <section class="plan-steps">
      <h2>{named(plan.title)}</h2>
      <Choice legend={t("planbook.scenario")} options={plan.scenarios.map((each) => ({ value: each.id, label: named(each.name) }))} value={scenario.value} onChoose={(value) => (scenario.value = value)} />
      {LEVELS.map((level) => {
        const steps = shown.filter((step) => step.level === level);
        return steps.length ? (
          <section key={level}>
            <h3>
              {t(`level.${level}`)} · {t("count", { count: steps.length })}
            </h3>
            <ul class="step-rows">
              {steps.map((step) => (
                <StepRow key={step.id} step={step} />
              ))}
            </ul>
          </section>
        ) : null;
      })}
    </section>
  );
}

function StepRow({ step }: { step: PlanStep }) {
  const place = step.exit ? t("exit.name", { exit: step.exit }) : t(`control.${step.zone}`);
  const limit = t("minutes", { minutes: Math.max(1, Math.round(step.limit_s / 60)) });
  return (
    <li>
      <span class="step-whose">
        <b>{seatShort(step.seat)}</b>
        <small>{postName(step.post)}</small>
      </span>
      <span>
        <b>{named(step.text)}</b>
        {step.say ? <q>{named(step.say)}</q> : null}
        {step.after.length ? <small>{t("step.waits-for", { steps: step.after.map((id) => stepTitle(id)).join(t("list")) })}</small> : null}
      </span>
      <span class="step-limit">
        {place}
        <small>
          {limit} {step.provisional ? t("cards.provisional") : ""} {step.control ? t("planbook.asks-control") : ""}
        </small>
      </span>
    </li>
  );
}
