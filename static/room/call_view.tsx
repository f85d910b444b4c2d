/** A call to a person: answer, set out with a promise, be there; and what was answered by voice. */
import { useState } from "preact/hooks";
import { Button, Choice, Field } from "../page/kit";
import { hm } from "../page/time";
import { t } from "../page/words/words";
import { act } from "./act";
import { ActButton } from "./act_button";
import { seatShort, who } from "./names";
import { prefixed } from "./drill/exercise";
import { closeSheet, open } from "./sheets";
import { Card } from "./task_card";
import type { Task } from "./tasks";

type CallTaskOf = Extract<Task, { of: "call" }>;
type VoiceTaskOf = Extract<Task, { of: "voice" }>;

/** A call as a task card. */
export function CallTask({ task }: { task: CallTaskOf }) {
  const { call, called } = task;
  const mine = task.whose === "mine";
  const colour = t(`colour.${call.colour}`);
  const asked = called.state === "called" ? "call.mine" : "call.mine.answered";
  const title = mine ? prefixed(t(asked, { colour })) : t("call.other", { who: who(called.person), seat: seatShort(called.seat) });
  return (
    <Card
      title={title}
      lines={[called.promised_at ? t("call.promised", { time: hm(called.promised_at) }) : "", t("call.since", { time: hm(called.called_at) }), called.by_voice ? t("by-voice") : ""]}
      due={task.due}
      overdue={task.overdue}
      mine={mine}
      chip={called.state === "called" ? undefined : t(`call.${called.state}`)}
      onMore={() => open({ of: "task", task })}
    >
      {mine ? <NextCallAct task={task} /> : null}
    </Card>
  );
}

function NextCallAct({ task }: { task: CallTaskOf }) {
  const call = task.call.id;
  if (task.called.state === "called") {
    return (
      <ActButton look="main" kind="AnswerCall" body={{ call }}>
        {t("call.do.answer")}
      </ActButton>
    );
  }
  if (task.called.state === "answered") {
    return (
      <Button look="main" onPress={() => open({ of: "task", task })}>
        {t("call.do.set-out")}
      </Button>
    );
  }
  return (
    <ActButton look="main" kind="Arrive" body={{ call, post: "" }}>
      {t("call.do.arrive")}
    </ActButton>
  );
}

const PROMISES = ["3", "5", "8", "10", "15", "20"] as const;

/** Set out with a promise in minutes, decline with a reason, or write down another's voice. */
export function CallSheet({ task }: { task: CallTaskOf }) {
  const call = task.call.id;
  const [reason, setReason] = useState("");
  if (task.whose !== "mine") return <VoiceForm call={call} person={task.called.person} />;
  return (
    <>
      <section class="sheet-part">
        <h3>{t("call.promise")}</h3>
        <div class="choice-options">
          {PROMISES.map((minutes) => (
            <ActButton key={minutes} kind="SetOut" body={{ call, minutes: Number(minutes) }} class="minutes" then={closeSheet}>
              {t("minutes", { minutes })}
            </ActButton>
          ))}
        </div>
      </section>
      <section class="sheet-part">
        <h3>{t("call.cannot")}</h3>
        <Field label={t("reason")} value={reason} onInput={setReason} />
        <div class="sheet-acts">
          <ActButton kind="DeclineCall" body={{ call, reason }} disabled={!reason.trim()} then={closeSheet}>
            {t("call.do.decline")}
          </ActButton>
        </div>
      </section>
    </>
  );
}

/** Somebody else wrote my answer down: is it so? */
export function VoiceTask({ task }: { task: VoiceTaskOf }) {
  const voice = task.called.by_voice!;
  return (
    <Card
      title={t("voice.confirm", { who: who(voice.recorded_by) })}
      lines={[t(`call.${task.called.state}`), t(`channel.${voice.channel as "phone"}`), voice.words]}
      due={null}
      overdue={false}
      mine
    >
      <ActButton look="main" kind="ConfirmVoiceAnswer" body={{ call: task.call.id }}>
        {t("voice.yes")}
      </ActButton>
    </Card>
  );
}

const ANSWERS = ["answered", "on-the-way", "arrived"] as const;
const CHANNELS = ["phone", "radio", "in-person"] as const;

/** Write down what a person said by phone or radio. */
export function VoiceForm({ call, person }: { call: string; person: string }) {
  const [answer, setAnswer] = useState<(typeof ANSWERS)[number]>("answered");
  const [channel, setChannel] = useState<(typeof CHANNELS)[number]>("phone");
  const [minutes, setMinutes] = useState<(typeof PROMISES)[number]>("10");
  const [words, setWords] = useState("");
  const record = () => {
    act("RecordVoiceAnswer", { call, person, answer, minutes: answer === "on-the-way" ? Number(minutes) : null, channel, words });
    closeSheet();
  };
  return (
    <section class="sheet-part">
      <h3>{t("voice.title", { who: who(person) })}</h3>
      <Choice legend={t("voice.answer")} options={ANSWERS.map((value) => ({ value, label: t(`call.${value}`) }))} value={answer} onChoose={setAnswer} />
      {answer === "on-the-way" ? (
        <Choice legend={t("call.promise")} options={PROMISES.map((value) => ({ value, label: t("minutes", { minutes: value }) }))} value={minutes} onChoose={setMinutes} />
      ) : null}
      <Choice legend={t("voice.channel")} options={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))} value={channel} onChoose={setChannel} />
      <Field label={t("voice.words")} value={words} onInput={setWords} />
      <div class="sheet-acts">
        <Button look="main" onPress={record}>
          {t("voice.record")}
        </Button>
      </div>
    </section>
  );
}
