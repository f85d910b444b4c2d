/** Writes down a consultation: who came, the minutes, and each decision with its owner and due day. */
import { useState } from "preact/hooks";
import { Button } from "../page/kit";
import { t } from "../page/words/words";
import { ActButton } from "../room/act_button";
import { people } from "../room/state";
import { agencies, date, everybody, line, one } from "./asks";
import { AskField, type Values } from "./fields";
import { deed } from "./names";
import { today } from "./reading";
import type { Agency } from "./told";

const MOST = 8;
const AGENCY_OF: Record<string, Agency> = {
  "station-master": "metro-operator",
  "transit-police": "transit-police",
  "local-police": "local-police",
  street: "street",
  "district-officer": "district",
  coordinator: "district",
};

/** The form behind its button. */
export function HoldForm({ consultation }: { consultation: string }) {
  const [opened, setOpened] = useState(false);
  const [values, setValues] = useState<Values>({ day: today.value });
  const [came, setCame] = useState<string[]>([]);
  const [decisions, setDecisions] = useState<Values[]>([]);
  if (!opened)
    return (
      <Button class="fold" onPress={() => setOpened(true)}>
        {deed("HoldConsultation")}…
      </Button>
    );
  const set = (name: string) => (value: Values[string]) => setValues({ ...values, [name]: value });
  const turn = (person: string) => setCame(came.includes(person) ? came.filter((each) => each !== person) : [...came, person].slice(0, MOST));
  const whole = decisions.filter((each) => each.what && each.owner && each.due);
  const body = {
    consultation,
    day: values.day,
    came: came.map((person) => ({ agency: agencyOf(person), person })),
    minutes: values.minutes ?? "",
    decisions: whole.map(({ what, owner, due }) => ({ what, owner, due })),
  };
  return (
    <form class="act-form" onSubmit={(event) => event.preventDefault()}>
      <AskField ask={date("day", t("ready.held-on"))} value={values.day} onChange={set("day")} />
      <fieldset class="choice several">
        <legend>{t("ready.came")}</legend>
        <div class="choice-options">
          {everybody()
            .filter((person) => agencyOf(person.value))
            .map((person) => (
              <Button key={person.value} pressed={came.includes(person.value)} onPress={() => turn(person.value)}>
                {person.label}
              </Button>
            ))}
        </div>
      </fieldset>
      <label class="field">
        <span>{t("ready.minutes")}</span>
        <textarea rows={4} maxLength={700} value={String(values.minutes ?? "")} onInput={(event) => set("minutes")((event.target as HTMLTextAreaElement).value)} />
      </label>
      {decisions.map((decision, i) => (
        <Decision key={i} number={i + 1} values={decision} onChange={(changed) => setDecisions(decisions.map((each, j) => (j === i ? changed : each)))} />
      ))}
      {decisions.length < MOST ? <Button onPress={() => setDecisions([...decisions, {}])}>{t("ready.decision.add")}</Button> : null}
      <ActButton kind="HoldConsultation" body={body} class="act-send" disabled={!came.length || !String(values.minutes ?? "").trim() || whole.length < decisions.length}>
        {deed("HoldConsultation")}
      </ActButton>
    </form>
  );
}

function agencyOf(person: string): Agency | undefined {
  return AGENCY_OF[people.value[person]?.role ?? ""];
}

function Decision({ number, values, onChange }: { number: number; values: Values; onChange: (values: Values) => void }) {
  const asks = [line("what", t("ready.decision", { number })), one("owner", t("ready.owner"), agencies()), date("due", t("ready.due"))];
  return (
    <div class="decision-row">
      {asks.map((ask) => (
        <AskField key={ask.name} ask={ask} value={values[ask.name]} onChange={(value) => onChange({ ...values, [ask.name]: value })} />
      ))}
    </div>
  );
}
