/** A draft: what it changes, who has signed, and the two words a seat may say about it. */
import { useEffect, useState } from "preact/hooks";
import { Button, Field } from "../page/kit";
import { SEATS } from "../page/me";
import { ask } from "../page/fetch";
import { day, hm } from "../page/time";
import type { PlanDraft } from "../page/wire";
import { say, t } from "../page/words/words";
import { act } from "../room/act";
import { ActButton } from "../room/act_button";
import { postName, seatName, stepTitle, who } from "../room/names";
import { mySeat, panels, room } from "../room/state";

interface Change {
  part: "plan" | "post" | "step";
  id: string;
  happened: "added" | "removed" | "changed";
  field: string | null;
  old: string | null;
  new: string | null;
}

/** The open draft. */
export function DraftPart({ draft }: { draft: PlanDraft }) {
  const [reason, setReason] = useState("");
  const seat = mySeat.value;
  const signed = seat ? draft.signatures[seat] : null;
  return (
    <article class="plan-part draft">
      <h2>{t("planbook.draft", { version: draft.version, who: who(draft.by), day: day(draft.at), time: hm(draft.at) })}</h2>
      {draft.rejected ? <p class="chip">{t("planbook.rejected", { seat: seatName(draft.rejected.seat), reason: draft.rejected.reason })}</p> : null}
      <ul class="signatures">
        {SEATS.map((each) => {
          const signature = draft.signatures[each];
          return (
            <li key={each} class={signature ? "signed" : ""}>
              <b>{seatName(each)}</b>
              <span>{signature ? `✓ ${who(signature.person)} ${hm(signature.at)}` : t("planbook.unsigned")}</span>
            </li>
          );
        })}
      </ul>
      <Difference sha256={draft.sha256} />
      {seat && !signed && !draft.rejected ? (
        <>
          <Field label={t("planbook.reject-why")} value={reason} onInput={setReason} />
          <div class="sheet-acts">
            <ActButton kind="RejectPlan" body={{ sha256: draft.sha256, reason }} disabled={!reason.trim()}>
              {t("planbook.reject")}
            </ActButton>
            <ActButton hold look="main" kind="SignPlan" body={{ sha256: draft.sha256 }}>
              {t("planbook.sign", { seat: seatName(seat) })}
            </ActButton>
          </div>
        </>
      ) : null}
    </article>
  );
}

function Difference({ sha256 }: { sha256: string }) {
  const [changes, setChanges] = useState<Change[] | null>(null);
  const compares = panels.value?.planbook.adopted !== null;
  useEffect(() => {
    if (!compares) return;
    ask<{ changes: Change[] }>(`/api/rooms/${room.value}/plan/difference`).then(
      (told) => setChanges(told.changes),
      () => setChanges(null),
    );
  }, [sha256, compares]);
  if (!compares) return <p class="quiet-line">{t("planbook.first")}</p>;
  if (!changes) return <p class="quiet-line">{t("asking")}</p>;
  return (
    <section>
      <h3>{t("planbook.changes", { count: changes.length })}</h3>
      <ul class="changes">
        {changes.map((change) => (
          <li key={`${change.part}${change.id}${change.field}${change.happened}`} class={change.happened}>
            <b class="badge">{t(`change.${change.happened}`)}</b>
            <span>
              <b>{nameOf(change)}</b> {change.field ? say(`field.${change.field}`, {}, change.field) : ""}
              {change.old ? <del>{change.old}</del> : null}
              {change.new ? <ins>{change.new}</ins> : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function nameOf(change: Change): string {
  if (change.part === "step") return stepTitle(change.id);
  return change.part === "post" ? postName(change.id) : t("planbook.title");
}

/** Put a new text before the four seats: the plan's file, read here or pasted. */
export function NewDraft() {
  const [text, setText] = useState("");
  const open = panels.value?.planbook.draft;
  if (!mySeat.value || (open && !open.rejected)) return null;
  const read = async (event: Event) => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file) setText(await file.text());
  };
  const draft = () => {
    act("DraftPlan", { text });
    setText("");
  };
  return (
    <article class="plan-part">
      <h2>{t("planbook.new")}</h2>
      <label class="button file">
        {t("planbook.file")}
        <input class="unseen" type="file" accept=".toml,text/plain" onChange={(event) => void read(event)} />
      </label>
      <Field label={t("planbook.text")} value={text} onInput={setText} rows={5} />
      <div class="sheet-acts">
        <Button disabled={!text.trim()} onPress={draft}>
          {t("planbook.put")}
        </Button>
      </div>
    </article>
  );
}
