/** A version of the plan as chiefs read it: one scenario, by response level, each step with post, place and limit. */
import { signal } from "@preact/signals";
import { Button, Choice } from "../page/kit";
import type { PlanStep, PlanText, Scenario } from "../page/place";
import type { Level } from "../page/wire";
import { named, t } from "../page/words/words";
import { seatName } from "../room/names";
import { failed, open, read, text } from "./reading";

const LEVELS: readonly Level[] = ["three", "two", "one"];
const scenario = signal<Scenario>("crowd");
const level = signal<Level | "all">("all");

/** The steps of one scenario. */
export function PlanSteps() {
  const plan = text.value;
  if (!plan) return <section class="plan-steps">{failed.value ? <Failed /> : <p class="quiet-line">{t(open.value ? "asking" : "calm.no-plan")}</p>}</section>;
  const shown = plan.steps.filter((step) => step.scenarios.includes(scenario.value));
  const levels = LEVELS.filter((each) => level.value === "all" || level.value === each);
  return (
    <section class="plan-steps" aria-label={named(plan.title)}>
      <header>
        <h2>{named(plan.title)}</h2>
        <p class="quiet-line">{t("planbook.reading", { version: open.value!.version, stands: t(`planbook.stands.${open.value!.stands}`) })}</p>
      </header>
      <div class="plan-choices">
        <Choice legend={t("planbook.scenario")} options={plan.scenarios.map((each) => ({ value: each.id, label: named(each.name) }))} value={scenario.value} onChoose={(value) => (scenario.value = value)} />
        <Choice<Level | "all">
          legend={t("planbook.level")}
          options={[{ value: "all" as const, label: t("planbook.level.all") }, ...LEVELS.map((each) => ({ value: each, label: t(`level.${each}`) }))]}
          value={level.value}
          onChoose={(value) => (level.value = value)}
        />
      </div>
      {levels.map((each) => (
        <LevelSteps key={each} level={each} plan={plan} steps={shown.filter((step) => step.level === each)} />
      ))}
      <Basis plan={plan} />
    </section>
  );
}

function Failed() {
  return (
    <p>
      {t("ask.failed")} <Button onPress={() => void read(open.value!.sha256)}>{t("again")}</Button>
    </p>
  );
}

function LevelSteps(props: { level: Level; plan: PlanText; steps: readonly PlanStep[] }) {
  return (
    <section>
      <h3>
        {t(`level.${props.level}`)} <span class="quiet-line">{t("planbook.steps", { count: props.steps.length })}</span>
      </h3>
      {props.steps.length ? null : <p class="quiet-line">{t("planbook.steps.none")}</p>}
      <ul class="step-rows">
        {props.steps.map((step) => (
          <StepRow key={step.id} step={step} plan={props.plan} />
        ))}
      </ul>
    </section>
  );
}

function StepRow({ step, plan }: { step: PlanStep; plan: PlanText }) {
  const title = (id: string) => named(plan.steps.find((each) => each.id === id)?.text) || id;
  const post = plan.posts.find((each) => each.id === step.post);
  const place = step.exit ? t("exit.name", { exit: step.exit }) : t(`control.${step.zone}`);
  return (
    <li>
      <div class="step-whose">
        <b>{seatName(step.seat)}</b>
        <small>{post ? named(post.name) : step.post}</small>
      </div>
      <div class="step-what">
        <b>{named(step.text)}</b>
        {step.say ? <q>{named(step.say)}</q> : null}
        {step.after.length ? <small>{t("step.waits-for", { steps: step.after.map(title).join(t("list")) })}</small> : null}
        {step.release ? <small>{t("planbook.release", { release: named(step.release) })}</small> : null}
      </div>
      <div class="step-limit">
        <b>{limitWords(step.limit_s)}</b>
        {step.provisional ? <span class="badge" title={named(step.limit_source)}>{t("cards.provisional")}</span> : null}
        <small>{place}</small>
        {step.control ? <small>{t("planbook.asks-control")}</small> : null}
      </div>
    </li>
  );
}

function limitWords(seconds: number): string {
  return seconds < 60 ? t("cards.seconds", { seconds }) : t("minutes", { minutes: Math.round(seconds / 6) / 10 });
}

function Basis({ plan }: { plan: PlanText }) {
  return (
    <section class="basis">
      <h3>{t("planbook.basis")}</h3>
      <ul>
        {plan.basis.map((each) => (
          <li key={each.zh}>{named(each)}</li>
        ))}
      </ul>
      <p class="quiet-line">{t("cards.provisional.long")}</p>
    </section>
  );
}
