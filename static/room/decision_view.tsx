/** The four chiefs decide together: agree or object with words, and the control centre's answer. */
import { useState } from "preact/hooks";
import { Choice, Field, HoldButton } from "../page/kit";
import { SEATS } from "../page/me";
import { hm } from "../page/time";
import type { Decision, DecisionKind, Level } from "../page/wire";
import { t } from "../page/words/words";
import { act } from "./act";
import { ActButton } from "./act_button";
import { seatShort } from "./names";
import { prefixed } from "./drill/exercise";
import { closeSheet, open } from "./sheets";
import { panels } from "./state";
import { Card } from "./task_card";
import type { Task } from "./tasks";

type VoteTaskOf = Extract<Task, { of: "vote" }>;
type ControlTaskOf = Extract<Task, { of: "control" }>;

/** What is to be decided, in words. */
export function decisionWords(decision: Pick<Decision, "decision" | "to">): string {
  const level = decision.to ? t(`level.${decision.to}`) : "";
  return t(`decision.${decision.decision}`, { level });
}

function tally(decision: Decision): string {
  return SEATS.map((seat) => {
    const vote = decision.votes[seat];
    return `${seatShort(seat)} ${vote ? t(`vote.${vote.vote}`) : t("vote.none")}`;
  }).join(" · ");
}

/** A decision that waits for my word, or for the others'. */
export function VoteTask({ task }: { task: VoteTaskOf }) {
  const { decision } = task;
  const mine = task.whose === "mine";
  return (
    <Card
      title={t("decision.title", { what: decisionWords(decision) })}
      lines={[prefixed(decision.reason), tally(decision)]}
      due={task.due}
      overdue={task.overdue}
      mine={mine}
      onMore={() => open({ of: "task", task })}
    >
      {mine ? (
        <>
          <ActButton look="main" kind="VoteDecision" body={{ decision: decision.id, vote: "agree", words: "" }}>
            {t("vote.agree")}
          </ActButton>
          <button type="button" class="button main object" onClick={() => open({ of: "task", task })}>
            {t("vote.object")}
          </button>
        </>
      ) : null}
    </Card>
  );
}

/** Object with words, or withdraw the question. */
export function VoteSheet({ task }: { task: VoteTaskOf }) {
  const { decision } = task;
  const [words, setWords] = useState("");
  const objections = SEATS.flatMap((seat) => {
    const vote = decision.votes[seat];
    return vote ? [`${seatShort(seat)} ${t(`vote.${vote.vote}`)} ${hm(vote.at)} ${vote.words}`] : [];
  });
  return (
    <>
      <p class="sheet-lead">{decisionWords(decision)}</p>
      <p>{prefixed(decision.reason)}</p>
      <ul class="lines">
        {objections.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Field label={t("vote.words")} value={words} onInput={setWords} />
      <div class="sheet-acts">
        <ActButton kind="WithdrawDecision" body={{ decision: decision.id, reason: words }} disabled={!words.trim()} then={closeSheet}>
          {t("decision.withdraw")}
        </ActButton>
        <ActButton kind="VoteDecision" body={{ decision: decision.id, vote: "object", words }} disabled={!words.trim()} then={closeSheet}>
          {t("vote.object")}
        </ActButton>
        <ActButton look="main" kind="VoteDecision" body={{ decision: decision.id, vote: "agree", words }} then={closeSheet}>
          {t("vote.agree")}
        </ActButton>
      </div>
    </>
  );
}

/** The control centre was asked; its answer comes by voice and is written down. */
export function ControlTask({ task }: { task: ControlTaskOf }) {
  const mine = task.whose === "mine";
  return (
    <Card title={t("control.asked", { what: decisionWords(task.decision) })} lines={[]} due={task.due} overdue={task.overdue} mine={mine}>
      {mine ? (
        <button type="button" class="button main" onClick={() => open({ of: "task", task })}>
          {t("control.record")}
        </button>
      ) : null}
    </Card>
  );
}

/** Write the control centre's answer down. */
export function ControlSheet({ task }: { task: ControlTaskOf }) {
  const [words, setWords] = useState("");
  const body = { decision: task.decision.id, words };
  return (
    <>
      <Field label={t("control.words")} value={words} onInput={setWords} />
      <div class="sheet-acts">
        <ActButton kind="RecordControlAnswer" body={{ ...body, answer: "refused" }} then={closeSheet}>
          {t("control.refused")}
        </ActButton>
        <ActButton look="main" kind="RecordControlAnswer" body={{ ...body, answer: "granted" }} then={closeSheet}>
          {t("control.granted")}
        </ActButton>
      </div>
    </>
  );
}

const BELOW: Record<Level, Level | null> = { one: "two", two: "three", three: null };

/** Put a question to the four chiefs. */
export function DecideSheet() {
  const level = panels.value?.response.level ?? null;
  const lower = level ? BELOW[level] : null;
  const [kind, setKind] = useState<DecisionKind | null>(null);
  const [reason, setReason] = useState("");
  const kinds = (["lower-level", "stand-down", "close-station"] as const).filter(
    (each) => each === "close-station" || (each === "lower-level" ? lower : level),
  );
  const propose = () => {
    act("ProposeDecision", { decision: kind, to: kind === "lower-level" ? lower : null, reason });
    closeSheet();
  };
  return (
    <>
      <p class="quiet-line">{t("decision.how")}</p>
      <Choice legend={t("decision.what")} options={kinds.map((value) => ({ value, label: decisionWords({ decision: value, to: lower }) }))} value={kind} onChoose={setKind} />
      <Field label={t("reason")} value={reason} onInput={setReason} rows={2} />
      <div class="sheet-acts">
        <HoldButton look="main" disabled={!kind || !reason.trim()} onPress={propose}>
          {t("decision.propose")}
        </HoldButton>
      </div>
    </>
  );
}
