/** A step of the plan: only its next act as one large button; everything else is under ⋯. */
import { useState } from "preact/hooks";
import { Button, Choice, Field } from "../page/kit";
import { hm } from "../page/time";
import type { StepState, StepWord } from "../page/wire";
import { named, t, type Key } from "../page/words/words";
import { act } from "./act";
import { ActButton } from "./act_button";
import { postName, seatShort, stepText, stepTitle, who } from "./names";
import { prefixed } from "./drill/exercise";
import { closeSheet, open } from "./sheets";
import { mySeat, planText } from "./state";
import { Card } from "./task_card";
import type { Task } from "./tasks";

type StepTaskOf = Extract<Task, { of: "step" }>;

interface Next {
  kind: string;
  label: Key;
  more?: Record<string, unknown>;
}

// Receive, set out, be there, finish: a step shows only the one that comes next.
const NEXT: Partial<Record<StepWord, Next>> = {
  open: { kind: "AcknowledgeStep", label: "step.do.acknowledge" },
  acknowledged: { kind: "SetOutForStep", label: "step.do.set-out", more: { minutes: null } },
  "on-the-way": { kind: "ArriveAtStep", label: "step.do.arrive" },
  arrived: { kind: "FinishStep", label: "step.do.finish", more: { words: "" } },
};

/** One step as a task card. */
export function StepTask({ task }: { task: StepTaskOf }) {
  const { step } = task;
  const text = stepText(step.id);
  const next = task.whose === "mine" ? NEXT[step.state] : undefined;
  return (
    <Card
      title={(step.release ? `${t("step.release")} · ` : "") + stepTitle(step.id, step.release)}
      lines={[text && postName(text.post), task.whose !== "mine" && text && seatShort(text.seat), personOf(step), waits(step), provisional(step)]}
      due={task.due}
      overdue={task.overdue}
      mine={task.whose === "mine"}
      chip={step.state === "open" ? undefined : stateWords(step)}
      say={task.whose === "mine" && text?.say ? prefixed(named(text.say)) : undefined}
      onMore={() => open({ of: "task", task })}
    >
      {step.control === "asked" && mySeat.value === "station-master" ? (
        <Button look="main" onPress={() => open({ of: "task", task })}>
          {t("control.record")}
        </Button>
      ) : next ? (
        <ActButton look="main" kind={next.kind} body={{ run: task.run, step: step.id, ...next.more }}>
          {t(next.label)}
        </ActButton>
      ) : null}
    </Card>
  );
}

function stateWords(step: StepState): string {
  const voice = step.by_voice ? ` ${t("by-voice")}` : "";
  if (step.control === "asked") return t("step.control-asked");
  return t(`step.${step.state}`) + voice;
}

function personOf(step: StepState): string {
  if (!step.person) return "";
  return step.at ? `${who(step.person)} ${hm(step.at)}` : who(step.person);
}

function waits(step: StepState): string {
  if (step.state !== "waiting" || !step.waits_for?.length) return step.reason ?? "";
  return t("step.waits-for", { steps: step.waits_for.map((id) => stepTitle(id)).join(t("list")) });
}

function provisional(step: StepState): string {
  const text = stepText(step.id);
  return text?.provisional && step.due_at ? t("provisional") : "";
}

/** Everything else that may be done with a step. */
export function StepSheet({ task }: { task: StepTaskOf }) {
  const { step } = task;
  const text = stepText(step.id);
  return (
    <>
      <p class="sheet-lead">{stepTitle(step.id, step.release)}</p>
      {text?.say ? <p class="task-say">“{prefixed(named(text.say))}”</p> : null}
      {text ? (
        <p class="quiet-line">
          {t("step.limit", { minutes: Math.round(text.limit_s / 60), source: named(text.limit_source) })}
          {text.provisional ? ` · ${t("provisional")}` : ""}
        </p>
      ) : null}
      {step.control === "asked" ? <ControlAnswer task={task} /> : null}
      <ByVoice task={task} />
      <Decline task={task} />
    </>
  );
}

function ControlAnswer({ task }: { task: StepTaskOf }) {
  const [words, setWords] = useState("");
  const body = { run: task.run, step: task.step.id, words };
  return (
    <section class="sheet-part">
      <h3>{t("control.title")}</h3>
      <Field label={t("control.words")} value={words} onInput={setWords} />
      <div class="sheet-acts">
        <ActButton kind="RecordStepControl" body={{ ...body, answer: "refused" }} then={closeSheet}>
          {t("control.refused")}
        </ActButton>
        <ActButton look="main" kind="RecordStepControl" body={{ ...body, answer: "granted" }} then={closeSheet}>
          {t("control.granted")}
        </ActButton>
      </div>
    </section>
  );
}

const VOICE_STATES = ["acknowledged", "on-the-way", "arrived", "done"] as const;
const CHANNELS = ["phone", "radio", "in-person"] as const;

function ByVoice({ task }: { task: StepTaskOf }) {
  const [state, setState] = useState<(typeof VOICE_STATES)[number] | null>(null);
  const [channel, setChannel] = useState<(typeof CHANNELS)[number]>("radio");
  const [words, setWords] = useState("");
  const record = () => {
    act("RecordStepByVoice", { run: task.run, step: task.step.id, state, channel, words });
    closeSheet();
  };
  return (
    <section class="sheet-part">
      <Choice legend={t("voice.step")} options={VOICE_STATES.map((value) => ({ value, label: t(`step.${value}`) }))} value={state} onChoose={setState} />
      {state ? (
        <>
          <Choice legend={t("voice.channel")} options={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))} value={channel} onChoose={setChannel} />
          <Field label={t("voice.words")} value={words} onInput={setWords} />
          <div class="sheet-acts">
            <Button look="main" onPress={record}>
              {t("voice.record")}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  );
}

function Decline({ task }: { task: StepTaskOf }) {
  const [reason, setReason] = useState("");
  return (
    <section class="sheet-part">
      <h3>{t("step.decline")}</h3>
      <Field label={t("reason")} value={reason} onInput={setReason} />
      <div class="sheet-acts">
        <Button onPress={() => open({ of: "note" })}>{t("bar.note")}</Button>
        <ActButton kind="DeclineStep" body={{ run: task.run, step: task.step.id, reason }} disabled={!reason.trim()} then={closeSheet}>
          {t("step.do.decline")}
        </ActButton>
      </div>
    </section>
  );
}

/** Start the plan for one scenario, or end the one that runs. */
export function PlanSheet({ running }: { running: boolean }) {
  const [reason, setReason] = useState("");
  const scenarios = planText.value?.scenarios ?? [];
  if (running) {
    return (
      <>
        <Field label={t("reason")} value={reason} onInput={setReason} />
        <div class="sheet-acts">
          <ActButton hold kind="EndPlan" body={{ reason }} disabled={!reason.trim()} then={closeSheet}>
            {t("plan.end")}
          </ActButton>
        </div>
      </>
    );
  }
  return (
    <div class="choice-options scenario-options">
      {scenarios.map((scenario) => (
        <ActButton key={scenario.id} look="main" kind="StartPlan" body={{ scenario: scenario.id }} then={closeSheet}>
          {named(scenario.name)}
        </ActButton>
      ))}
    </div>
  );
}
