/** One post's card: who, when, the first three acts, every step of the post, and what it must never do. */
import type { ActionCard, PlanStep, PlanText } from "../page/place";
import { day, hm } from "../page/time";
import type { Level } from "../page/wire";
import { named, t } from "../page/words/words";
import { seatName } from "../room/names";

const GRAVITY: Record<Level, number> = { three: 1, two: 2, one: 3 };
// So many ems of words fit on one sheet of A4 at each size of type, tried on the fullest plan.
const FITS = [
  { ems: 330, size: "large" },
  { ems: 560, size: "middle" },
  { ems: 880, size: "small" },
  { ems: Infinity, size: "smallest" },
] as const;
// A step's box, its level and its limit take about this much beside its words.
const STEP_EMS = 16;
// The stripes around a drill's card take the room of so many more.
const STRIPES_EMS = 110;

export interface CardProps {
  card: ActionCard;
  plan: PlanText;
  station: string;
  version: number;
  /** What a drill says before every sentence; empty on a real card. */
  prefix: string;
}

/** A card, which on paper is one page. */
export function CardSheet({ card, plan, station, version, prefix }: CardProps) {
  const steps = plan.steps.filter((step) => step.post === card.post);
  const post = plan.posts.find((each) => each.id === card.post);
  const provisional = steps.some((step) => step.provisional);
  return (
    <article class={`action-card ${sizeOf(steps, prefix)}`} id={card.post}>
      <header>
        <div>
          <p>
            {prefix ? <b class="chip">{prefix}</b> : null} {station} · {seatName(card.seat)}
          </p>
          <h2>{post ? named(post.name) : named(card.title)}</h2>
        </div>
        <p class="card-place">{post ? named(post.place) : ""}</p>
      </header>
      <dl class="card-when">
        <dt>{t("cards.who")}</dt>
        <dd>{named(card.who)}</dd>
        <dt>{t("cards.trigger")}</dt>
        <dd>{named(card.trigger)}</dd>
      </dl>
      <h3>{t("cards.first")}</h3>
      <ol class="card-first">
        {card.first.map((each) => (
          <li key={each.zh}>{named(each)}</li>
        ))}
      </ol>
      <Steps steps={steps} plan={plan} prefix={prefix} />
      <dl class="card-rest">
        <dt>{t("cards.report")}</dt>
        <dd>{named(card.report)}</dd>
        <dt>{t("cards.equipment")}</dt>
        <dd>{card.equipment.map(named).join(t("list"))}</dd>
        <dt>{t("cards.never")}</dt>
        <dd class="never">{card.never.map(named).join(t("cards.and"))}</dd>
        <dt>{t("cards.stand-down")}</dt>
        <dd>{named(card.stand_down)}</dd>
      </dl>
      <footer>
        {provisional ? <p>{t("cards.provisional.long")}</p> : null}
        <p>{t("cards.version", { version, sha: plan.sha256.slice(0, 12), day: day(Date.now()), time: hm(Date.now()) })}</p>
      </footer>
    </article>
  );
}

function sizeOf(steps: readonly PlanStep[], prefix: string): string {
  const words = (step: PlanStep) => emsOf(named(step.text)) + emsOf(sayOf(step, prefix));
  const ems = steps.reduce((sum, step) => sum + STEP_EMS + words(step), prefix ? STRIPES_EMS : 0);
  return FITS.find((fit) => ems <= fit.ems)!.size;
}

/** What a step has one say, with what a drill says before it. */
function sayOf(step: PlanStep, prefix: string): string {
  return step.say && prefix ? t("drill.said", { prefix, words: named(step.say) }) : named(step.say);
}

/** Chinese signs are square, Latin ones about half as wide. */
function emsOf(words: string): number {
  return [...words].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e7f ? 1 : 0.5), 0);
}

/** The steps under the scenarios they are written for, the lowest response level first. */
function Steps({ steps, plan, prefix }: { steps: readonly PlanStep[]; plan: PlanText; prefix: string }) {
  const groups = new Map<string, PlanStep[]>();
  for (const step of steps) {
    const scenarios = step.scenarios.join(" ");
    groups.set(scenarios, [...(groups.get(scenarios) ?? []), step]);
  }
  const name = (id: string) => named(plan.scenarios.find((each) => each.id === id)?.name) || id;
  return (
    <>
      {[...groups].map(([scenarios, group]) => (
        <section key={scenarios}>
          <h3>{t("cards.steps", { scenario: scenarios.split(" ").map(name).join(t("list")) })}</h3>
          <ul class="card-steps">
            {[...group].sort((one, other) => GRAVITY[one.level] - GRAVITY[other.level]).map((step) => (
              <Step key={step.id} step={step} prefix={prefix} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function Step({ step, prefix }: { step: PlanStep; prefix: string }) {
  return (
    <li>
      <span class="tick" aria-hidden="true" />
      <span>
        <b>{named(step.text)}</b>
        {step.say ? <q>{sayOf(step, prefix)}</q> : null}
      </span>
      <span class="card-limit">
        {t(`level.${step.level}`)}
        <small>
          {limitWords(step.limit_s)}
          {step.provisional ? <i class="badge">{t("cards.provisional")}</i> : null}
        </small>
      </span>
    </li>
  );
}

function limitWords(seconds: number): string {
  return seconds < 60 ? t("cards.seconds", { seconds }) : t("minutes", { minutes: Math.round(seconds / 6) / 10 });
}
