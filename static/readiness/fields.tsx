/** The fields of a form: words, a day, a number, one or several of a list. Nothing is judged here. */
import { Button } from "../page/kit";
import { t } from "../page/words/words";

export type Value = string | string[];
export type Values = Record<string, Value>;

export interface Option {
  value: string;
  label: string;
}

/** One field: `name` is the command's own, a dot leads into a part of it. */
export interface Ask {
  name: string;
  of: "words" | "line" | "day" | "time" | "number" | "one" | "several" | "step";
  label: string;
  options?: readonly Option[];
  may?: boolean;
  /** What is chosen is a number. */
  counts?: boolean;
  hint?: string;
}

const STEPS = ["1", "2", "3", "4", "5"];

/** Show one field. */
export function AskField({ ask, value, onChange }: { ask: Ask; value: Value | undefined; onChange: (value: Value) => void }) {
  const label = ask.may ? `${ask.label} ${t("ready.may")}` : ask.label;
  if (ask.of === "several") return <Several ask={ask} label={label} value={(value as string[]) ?? []} onChange={onChange} />;
  if (ask.of === "step") return <Steps label={label} value={String(value ?? "")} onChange={onChange} />;
  const take = (event: Event) => onChange((event.target as HTMLInputElement).value);
  const shown = String(value ?? "");
  return (
    <label class="field">
      <span>{label}</span>
      {ask.of === "words" ? <textarea rows={2} maxLength={240} value={shown} onInput={take} /> : null}
      {ask.of === "line" ? <input type="text" maxLength={80} value={shown} onInput={take} /> : null}
      {ask.of === "day" ? <input type="date" value={shown} onInput={take} /> : null}
      {ask.of === "time" ? <input type="datetime-local" value={shown} onInput={take} /> : null}
      {ask.of === "number" ? <input type="number" inputMode="numeric" min={0} value={shown} onInput={take} /> : null}
      {ask.of === "one" ? (
        <select value={shown} onChange={take}>
          <option value="">{t("ready.choose")}</option>
          {(ask.options ?? []).map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : null}
      {ask.hint ? <small>{ask.hint}</small> : null}
    </label>
  );
}

function Steps({ label, value, onChange }: { label: string; value: string; onChange: (value: Value) => void }) {
  return (
    <fieldset class="choice steps-1-5">
      <legend>{label}</legend>
      <div class="choice-options">
        {STEPS.map((step) => (
          <Button key={step} pressed={value === step} label={`${label} ${step}`} onPress={() => onChange(step)}>
            {step}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

interface SeveralProps {
  ask: Ask;
  label: string;
  value: string[];
  onChange: (value: Value) => void;
}

function Several({ ask, label, value, onChange }: SeveralProps) {
  const turn = (each: string) => onChange(value.includes(each) ? value.filter((one) => one !== each) : [...value, each]);
  return (
    <fieldset class="choice several">
      <legend>{label}</legend>
      <div class="choice-options">
        {(ask.options ?? []).map((option) => (
          <Button key={option.value} pressed={value.includes(option.value)} onPress={() => turn(option.value)}>
            {option.label}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

/** Whether everything that must be said is said. */
export function complete(asks: readonly Ask[], values: Values): boolean {
  return asks.every((ask) => ask.may || String(values[ask.name] ?? "").trim() !== "");
}

/** Make the command's body of what was filled in; what was left out is not sent. */
export function bodyOf(asks: readonly Ask[], values: Values): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const ask of asks) {
    const value = values[ask.name];
    if (value === undefined || String(value).trim() === "") continue;
    const told = toldOf(ask, value);
    const [part, inner] = ask.name.split(".") as [string, string?];
    if (inner) body[part] = { ...(body[part] as object), [inner]: told };
    else body[part] = told;
  }
  return body;
}

/** A number as one, and a time of Shanghai with its zone. */
function toldOf(ask: Ask, value: Value): unknown {
  if (ask.of === "number" || ask.of === "step" || ask.counts) return Number(value);
  return ask.of === "time" ? `${String(value)}:00+08:00` : value;
}
