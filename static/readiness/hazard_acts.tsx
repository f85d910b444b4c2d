/** What may be done next with a hazard: exactly one large act by its state, the rest under ⋯. */
import { useState } from "preact/hooks";
import { Button } from "../page/kit";
import { t } from "../page/words/words";
import { date, agencies, line, number, one, step, words } from "./asks";
import type { Ask } from "./fields";
import { ActForm, FoldedForm } from "./form";
import { agencyName } from "./names";
import { book } from "./reading";
import type { Hazard, HazardState } from "./told";

interface Act {
  kind: string;
  asks: () => Ask[];
}

const likely = (): Ask[] => [step("likelihood", t("ready.likelihood")), step("consequence", t("ready.consequence"))];
const assess: Act = { kind: "AssessHazard", asks: () => [...likely(), number("outgrown_plan", t("ready.outgrown"), true)] };
const treat: Act = {
  kind: "TreatHazard",
  asks: () => [words("measures", t("ready.measures")), line("evidence.words", t("ready.evidence"), true), line("evidence.reference", t("ready.reference"), true)],
};
const NEXT: Record<HazardState, Act> = {
  found: { kind: "RegisterHazard", asks: () => [one("accountable", t("ready.accountable"), agencies()), date("due", t("ready.due"))] },
  registered: assess,
  assessed: { kind: "ReportHazard", asks: () => [line("to", t("ready.report-to"))] },
  reported: { kind: "MonitorHazard", asks: () => [words("what", t("ready.watched")), number("every_days", t("ready.every-days"))] },
  monitored: treat,
  treated: { kind: "CloseHazard", asks: () => [{ ...one("plan_version", t("ready.plan-version"), versions(), true), counts: true }] },
  closed: {
    kind: "ReopenHazard",
    asks: () => [words("reason", t("ready.reason")), ...likely(), date("due", t("ready.due"))],
  },
};

function versions() {
  const plan = book.value!.plan;
  const adopted = [...(plan.adopted ? [plan.adopted] : []), ...[...plan.superseded].reverse()];
  return adopted.map(({ version }) => ({ value: String(version), label: t("planbook.version", { version }) }));
}

/** The next act, large, and whose turn it is in words. */
export function NextAct({ hazard }: { hazard: Hazard }) {
  const unproven = hazard.state === "treated" && !hazard.measures.some((measure) => measure.evidence);
  const next = unproven ? treat : NEXT[hazard.state];
  if (hazard.state === "closed") return null;
  return (
    <section class="next-act" aria-label={t("ready.next")}>
      <h3>{t("ready.next")}</h3>
      <p class="plan-hint">{turn(hazard, unproven)}</p>
      <ActForm key={`${hazard.id} ${next.kind} ${hazard.measures.length}`} main kind={next.kind} asks={next.asks()} fixed={{ hazard: hazard.id }} />
    </section>
  );
}

/** Whose turn it is; who may not is told by the book when they try. */
function turn(hazard: Hazard, unproven: boolean): string {
  const unit = hazard.accountable ? agencyName(hazard.accountable) : "";
  if (unproven) return t("ready.turn.evidence", { unit });
  if (hazard.state === "monitored") return t("ready.turn.treat", { unit });
  if (hazard.state === "treated") return t("ready.turn.close", { unit });
  return t(`ready.turn.${hazard.state as "found" | "registered" | "assessed" | "reported"}`);
}

/** Everything else that may be done, folded. */
export function OtherActs({ hazard }: { hazard: Hazard }) {
  const [opened, setOpened] = useState(false);
  const others = otherActs(hazard);
  if (!others.length) return null;
  return (
    <section class="other-acts">
      <Button pressed={opened} label={t("ready.more")} onPress={() => setOpened(!opened)}>
        ⋯
      </Button>
      {opened
        ? others.map((act) => (
            <FoldedForm key={`${hazard.id} ${act.kind}`} kind={act.kind} asks={act.asks()} fixed={{ hazard: hazard.id }} />
          ))
        : null}
    </section>
  );
}

function otherActs(hazard: Hazard): Act[] {
  if (hazard.state === "closed") return [NEXT.closed];
  if (hazard.state === "found") return [];
  const move: Act = { kind: "MoveDue", asks: () => [date("due", t("ready.due")), words("reason", t("ready.reason"))] };
  const note: Act = { kind: "NoteMonitoring", asks: () => [words("words", t("ready.seen"))] };
  const watched = hazard.state === "monitored" || hazard.state === "treated";
  return [move, ...(hazard.assessment ? [assess] : []), ...(watched ? [note] : []), ...(hazard.state === "treated" ? [treat] : [])];
}
