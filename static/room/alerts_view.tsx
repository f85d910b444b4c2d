/** An alert arrives: 消音, 收到 (naming the activation seen) and 复位 are three acts, never one. */
import { useState } from "preact/hooks";
import { Button, Choice, Field } from "../page/kit";
import { hm, roomNow } from "../page/time";
import type { Alert } from "../page/wire";
import { named, t } from "../page/words/words";
import { act } from "./act";
import { ActButton } from "./act_button";
import { acknowledgedWords, reasonWords } from "./alert_words";
import { Acknowledge, AlertRow } from "./arrived_view";
import { seatShort, zoneName } from "./names";
import { closeSheet, open } from "./sheets";
import { prefixed } from "./drill/exercise";
import { alerts, mySeat, panels, profile, unacknowledged, worst } from "./state";
import { Card } from "./task_card";
import type { Task } from "./tasks";

/** In watch the alert's own passport says what to do first; the bar holds the answer. */
export function WatchFirst() {
  const alert = worst.value;
  if (!alert) return null;
  const passport = passportOf(alert);
  const measures = passport ? named(passport.action).split(/[，,；;]\s*/) : [];
  return (
    <article class="watch-first">
      <p>{prefixed(reasonWords(alert))}</p>
      <ol>
        {measures.map((measure) => (
          <li key={measure}>{measure}</li>
        ))}
      </ol>
      {passport ? <p class="quiet-line">{t("passport.if-not", { consequence: named(passport.consequence), minutes: named(passport.time_available) })}</p> : null}
    </article>
  );
}

function passportOf(alert: Alert) {
  return profile.value?.rules?.find((rule) => rule.id === alert.rule && rule.zone === alert.zone);
}

type LookTaskOf = Extract<Task, { of: "look" }>;
type StandDownTaskOf = Extract<Task, { of: "stand-down" }>;

/** 看一眼:属实? A red on supposed numbers asks for eyes. */
export function LookTask({ task }: { task: LookTaskOf }) {
  const body = { alert: task.alert, words: "" };
  return (
    <Card title={t("look.title", { zone: zoneName(task.zone) })} lines={[t("look.words")]} due={task.due} overdue={false} mine>
      <ActButton look="main" kind="AnswerLook" body={{ ...body, answer: "true" }}>
        {t("look.true")}
      </ActButton>
      <ActButton look="main" class="object" kind="AnswerLook" body={{ ...body, answer: "false" }}>
        {t("look.false")}
      </ActButton>
    </Card>
  );
}

/** The figures have come down; red never ends by itself. */
export function StandDownTask({ task }: { task: StandDownTaskOf }) {
  return (
    <Card title={t("stand-down.title", { zone: zoneName(task.zone) })} lines={[t("stand-down.words")]} due={null} overdue={false} mine>
      <Button look="main" onPress={() => open({ of: "alert", alert: task.alert })}>
        {t("stand-down.do")}
      </Button>
    </Card>
  );
}

/** Everything about one alert: why, who has heard it, what may be done with it. */
export function AlertSheet({ alert: id }: { alert: string }) {
  const alert = alerts.value.find((each) => each.id === id) ?? panels.value?.alerts.last_closed;
  if (!alert || alert.id !== id) return <p>{t("alert.gone")}</p>;
  const passport = passportOf(alert);
  const mine = unacknowledged.value.some((each) => each.id === id);
  return (
    <>
      <p class="sheet-lead">{prefixed(reasonWords(alert))}</p>
      <dl class="facts">
        <dt>{t("alert.raised")}</dt>
        <dd>{hm(alert.raised_at)}</dd>
        <dt>{t("alert.heard-by")}</dt>
        <dd>{acknowledgedWords(alert) || "–"}</dd>
        <dt>{t("alert.not-heard")}</dt>
        <dd>{alert.unacknowledged.map(seatShort).join(" · ") || "–"}</dd>
        {passport ? (
          <>
            <dt>{t("passport.cause")}</dt>
            <dd>{named(passport.cause)}</dd>
            <dt>{t("passport.consequence")}</dt>
            <dd>{named(passport.consequence)}</dd>
            <dt>{t("passport.action")}</dt>
            <dd>{named(passport.action)}</dd>
            <dt>{t("passport.minutes")}</dt>
            <dd>{named(passport.time_available)}</dd>
          </>
        ) : null}
        {alert.assumed ? (
          <>
            <dt>{t("assumed")}</dt>
            <dd>{t("assumed.long")}</dd>
          </>
        ) : null}
      </dl>
      <SameCause alert={alert} />
      {mine ? <Acknowledge alerts={[alert]} wide /> : null}
      {alert.stand_down_invited ? <StandDown alert={alert} /> : null}
      {alert.shelved_until ? <p class="quiet-line">{t("alert.shelved", { time: hm(alert.shelved_until) })}</p> : null}
      {alert.colour !== "red" && !alert.shelved_until && mySeat.value === "station-master" ? <Shelve alert={alert} /> : null}
    </>
  );
}

/** What has the same cause, each a way to its own sheet; what came first says so. */
function SameCause({ alert }: { alert: Alert }) {
  const others = alerts.value.filter((each) => each.first_out === alert.first_out && each.id !== alert.id);
  if (!others.length) return null;
  return (
    <section class="sheet-part">
      <h3>{t("alert.same-cause")}</h3>
      {others.map((each) => (
        <AlertRow key={each.id} alert={each} />
      ))}
    </section>
  );
}

function StandDown({ alert }: { alert: Alert }) {
  const [reason, setReason] = useState("");
  return (
    <section class="sheet-part">
      <h3>{t("stand-down.do")}</h3>
      <Field label={t("reason")} value={reason} onInput={setReason} />
      <div class="sheet-acts">
        <ActButton hold look="main" kind="StandDownAlert" body={{ alert: alert.id, reason }} disabled={!reason.trim()} then={closeSheet}>
          {t("stand-down.do")}
        </ActButton>
      </div>
    </section>
  );
}

const SHELVES = ["10", "30", "60"] as const;

function Shelve({ alert }: { alert: Alert }) {
  const [minutes, setMinutes] = useState<(typeof SHELVES)[number]>("10");
  const [reason, setReason] = useState("");
  const shelve = () => {
    const until = new Date(roomNow() + Number(minutes) * 60_000).toISOString();
    act("ShelveAlert", { alert: alert.id, until, reason });
    closeSheet();
  };
  return (
    <section class="sheet-part">
      <Choice legend={t("shelve.title")} options={SHELVES.map((value) => ({ value, label: t("minutes", { minutes: value }) }))} value={minutes} onChoose={setMinutes} />
      <Field label={t("reason")} value={reason} onInput={setReason} />
      <div class="sheet-acts">
        <Button disabled={!reason.trim()} onPress={shelve}>
          {t("shelve.do")}
        </Button>
      </div>
    </section>
  );
}
