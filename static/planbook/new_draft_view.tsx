/** Puts a new text before the four seats; each fault the server finds is named by its field. */
import { effect, signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { Button, Field } from "../page/kit";
import { dismiss, type Fault, refusals } from "../page/outbox";
import { t } from "../page/words/words";
import { asking } from "../room/act";
import { ActButton } from "../room/act_button";
import { mySeat, panels, room } from "../room/state";
import { seated } from "./seated";

// What the writer has typed stays until the room has taken it, whatever else is drawn meanwhile.
const written = signal("");
const sent = signal<string | null>(null);
const faults = signal<Fault[]>([]);
const SHOWN_FAULTS = 40;

/** The form, unless a draft is open that must be settled first. */
export function NewDraft() {
  const [opened, setOpened] = useState(false);
  useEffect(hearAnswers, []);
  const draft = panels.value?.planbook.draft;
  if (!mySeat.value || (draft && !draft.rejected)) return null;
  if (!opened && !written.value)
    return (
      <Button class="plan-new" onPress={() => setOpened(true)}>
        {t("planbook.new")}
      </Button>
    );
  const text = written.value;
  const drop = () => {
    written.value = "";
    faults.value = [];
    setOpened(false);
  };
  return (
    <article class="plan-part">
      <h2>{t("planbook.new")}</h2>
      <p class="quiet-line">{t("planbook.new.how")}</p>
      <FileButton />
      <Field label={t("planbook.text")} value={text} onInput={(typed) => (written.value = typed)} rows={8} />
      <Faults />
      {seated() ? null : <p class="plan-hint">{t("planbook.sit-first")}</p>}
      <div class="sheet-acts">
        <Button onPress={drop}>{t("cancel")}</Button>
        <ActButton kind="DraftPlan" body={{ text }} disabled={!text.trim() || !seated()} then={() => (sent.value = text)}>
          {t("planbook.put")}
        </ActButton>
      </div>
    </article>
  );
}

function FileButton() {
  const read = async (event: Event) => {
    const field = event.target as HTMLInputElement;
    const file = field.files?.[0];
    if (file) written.value = await file.text();
    field.value = "";
    faults.value = [];
  };
  return (
    <label class="button file-button">
      {t("planbook.file")}
      <input class="unseen" type="file" accept=".toml,text/plain" onChange={(event) => void read(event)} />
    </label>
  );
}

/** Take the faults of a refused draft off the page's line and keep them beside the text. */
function hearAnswers(): () => void {
  return effect(() => {
    for (const refusal of refusals.value) {
      if (refusal.tap.kind !== "DraftPlan" || refusal.tap.room !== room.value || !refusal.faults.length) continue;
      faults.value = refusal.faults;
      sent.value = null;
      dismiss(refusal);
    }
    const taken = sent.value !== null && !asking("DraftPlan", { text: sent.value }) && panels.value?.planbook.draft;
    if (!taken || taken.rejected) return;
    written.value = "";
    faults.value = [];
    sent.value = null;
  });
}

function Faults() {
  const all = faults.value;
  if (!all.length) return null;
  return (
    <section class="faults" role="alert">
      <h3>{t("planbook.faults", { count: all.length })}</h3>
      <ol>
        {all.slice(0, SHOWN_FAULTS).map((fault) => (
          <li key={`${fault.field} ${String(fault.value)}`}>
            <code>{fault.field}</code>
            <span>
              {t("planbook.fault.found")} <b>{shownValue(fault.value)}</b>
            </span>
            <span lang="en">
              {t("planbook.fault.expected")} {fault.expected}
            </span>
          </li>
        ))}
      </ol>
      {all.length > SHOWN_FAULTS ? <p>{t("planbook.faults.more", { count: all.length - SHOWN_FAULTS })}</p> : null}
    </section>
  );
}

function shownValue(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
