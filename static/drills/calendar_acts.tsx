/** What may be asked of the calendar about one drill: each act where its right is, and when it makes sense. */
import { signal } from "@preact/signals";
import { Button, Field } from "../page/kit";
import { me } from "../page/me";
import type { PlannedDrill } from "../page/wire";
import { t } from "../page/words/words";
import { gridNow, may, useCalendarAct } from "./calendar";
import { CalendarButton } from "./calendar_button";
import { PeoplePick } from "./people_pick";
import { useCrew } from "./plan_sheet";
import { RefusedAt } from "./refused_view";
import { TimePick } from "./time_pick";
import { fromField, quarterAt, quickTimes, toField } from "./times";
import { useState } from "preact/hooks";

type Opened = "move" | "man" | "off" | "file";
/** Which form is open, of which drill. */
const opened = signal<{ drill: string; of: Opened } | null>(null);

/** The acts of a drill, and the form of the one that is open. */
export function CalendarActs({ drill }: { drill: PlannedDrill }) {
  const toCome = drill.called_off === null && (drill.stage === "planned" || drill.stage === "approved");
  const form = opened.value?.drill === drill.drill ? opened.value.of : null;
  const open = (of: Opened) => (opened.value = { drill: drill.drill, of });
  const close = () => (opened.value = null);
  if (form === "move" && toCome) return <Move drill={drill} onClose={close} />;
  if (form === "man" && toCome) return <Man drill={drill} onClose={close} />;
  if (form === "off" && toCome) return <CallOff drill={drill} onClose={close} />;
  if (form === "file" && drill.stage === "evaluated") return <FileReport drill={drill} onClose={close} />;
  return (
    <div class="calendar-acts">
      {toCome && drill.stage === "planned" ? <Approve drill={drill} /> : null}
      {toCome && may("MoveDrill") ? <Button onPress={() => open("move")}>{t("drills.move")}…</Button> : null}
      {toCome && may("ManDrill") ? <Button onPress={() => open("man")}>{t("drills.man")}…</Button> : null}
      {toCome && may("CallOffDrill") ? <Button onPress={() => open("off")}>{t("drills.call-off")}…</Button> : null}
      {drill.stage === "evaluated" && may("FileReport") ? <Button onPress={() => open("file")}>{t("drills.file")}…</Button> : null}
      {drill.starts_at && toCome ? (
        <a class="button" href={`/api/drills/${drill.drill}/invitation.ics`} download>
          {t("drills.invitation")}
        </a>
      ) : null}
    </div>
  );
}

function Approve({ drill }: { drill: PlannedDrill }) {
  const act = useCalendarAct("ApproveDrill");
  const mine = [drill.planner, drill.staff.director].includes(me.value?.person ?? "");
  if (!may("ApproveDrill") || mine) return <p class="quiet-line acts-wait">{t("drills.waits-for-approval")}</p>;
  return (
    <>
      <CalendarButton act={act} look="main" body={{ drill: drill.drill }}>
        {t("drills.approve")}
      </CalendarButton>
      <RefusedAt refusal={act.refusal} at="rest" />
    </>
  );
}

interface FormProps {
  drill: PlannedDrill;
  onClose: () => void;
}

function Move({ drill, onClose }: FormProps) {
  const act = useCalendarAct("MoveDrill");
  const now = gridNow.value;
  const [when, setWhen] = useState(drill.starts_at ? toField(Date.parse(drill.starts_at)) : "");
  const [reason, setReason] = useState("");
  const at = fromField(when);
  const other = at !== null && quarterAt(at) !== drill.quarter;
  return (
    <section class="act-form">
      <h4>{t("drills.move")}</h4>
      <TimePick label={t("plan.when")} value={when} onInput={setWhen} quick={quickTimes(quarterAt(now) > drill.quarter ? quarterAt(now) : drill.quarter, now)} now={now} />
      <RefusedAt refusal={act.refusal} at="time" />
      {other && drill.approved_by ? <p class="plan-hint">{t("drills.approve-again")}</p> : null}
      <Field label={t("drills.move-why")} value={reason} onInput={setReason} rows={2} />
      <RefusedAt refusal={act.refusal} at="reason" />
      <FormFoot onClose={onClose}>
        <RefusedAt refusal={act.refusal} at="rest" others={["time", "reason"]} />
        <CalendarButton act={act} disabled={at === null || !reason.trim()} body={{ drill: drill.drill, starts_at: at === null ? "" : new Date(at).toISOString(), reason }} onDone={onClose}>
          {t("drills.move")}
        </CalendarButton>
      </FormFoot>
    </section>
  );
}

function Man({ drill, onClose }: FormProps) {
  const act = useCalendarAct("ManDrill");
  const [crew, failed, again] = useCrew(drill.station);
  const [manning, setManning] = useState({ participants: drill.participants, staff: drill.staff });
  return (
    <section class="act-form">
      <h4>{t("drills.man")}</h4>
      {failed ? <Button onPress={again}>{t("again")}</Button> : null}
      {crew ? <PeoplePick crew={crew} value={manning} onChange={setManning} /> : null}
      <RefusedAt refusal={act.refusal} at="people" />
      <FormFoot onClose={onClose}>
        <RefusedAt refusal={act.refusal} at="rest" others={["people"]} />
        <CalendarButton act={act} disabled={!crew} body={{ drill: drill.drill, ...manning }} onDone={onClose}>
          {t("drills.man.do")}
        </CalendarButton>
      </FormFoot>
    </section>
  );
}

function CallOff({ drill, onClose }: FormProps) {
  const act = useCalendarAct("CallOffDrill");
  const [reason, setReason] = useState("");
  return (
    <section class="act-form">
      <h4>{t("drills.call-off")}</h4>
      <Field label={t("drills.call-off-why")} value={reason} onInput={setReason} rows={2} first />
      <RefusedAt refusal={act.refusal} at="reason" />
      <FormFoot onClose={onClose}>
        <RefusedAt refusal={act.refusal} at="rest" others={["reason"]} />
        <CalendarButton act={act} disabled={!reason.trim()} body={{ drill: drill.drill, reason }} onDone={onClose}>
          {t("drills.call-off")}
        </CalendarButton>
      </FormFoot>
    </section>
  );
}

function FileReport({ drill, onClose }: FormProps) {
  const act = useCalendarAct("FileReport");
  const [to, setTo] = useState("");
  const [reference, setReference] = useState("");
  return (
    <section class="act-form">
      <h4>{t("drills.file")}</h4>
      <Field label={t("drills.file-to")} value={to} onInput={setTo} />
      <RefusedAt refusal={act.refusal} at="to" />
      <Field label={t("drills.file-reference")} value={reference} onInput={setReference} />
      <FormFoot onClose={onClose}>
        <RefusedAt refusal={act.refusal} at="rest" others={["to"]} />
        <CalendarButton act={act} disabled={!to.trim()} body={{ drill: drill.drill, to, reference }} onDone={onClose}>
          {t("drills.file")}
        </CalendarButton>
      </FormFoot>
    </section>
  );
}

function FormFoot({ onClose, children }: { onClose: () => void; children: preact.ComponentChildren }) {
  return (
    <div class="sheet-acts">
      <Button onPress={onClose}>{t("cancel")}</Button>
      {children}
    </div>
  );
}
