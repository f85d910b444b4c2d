/** A draft: what it changes, who has signed, and the two words a seat may say about it. */
import { useEffect, useState } from "preact/hooks";
import { Button, Field } from "../page/kit";
import { SEATS } from "../page/me";
import { ask } from "../page/fetch";
import { day, hm } from "../page/time";
import type { PlanDraft } from "../page/wire";
import { say, t } from "../page/words/words";
import { ActButton } from "../room/act_button";
import { seatName, who } from "../room/names";
import { myHolder, mySeat, panels, room } from "../room/state";
import { blocks, type Block, type Change, sideWords } from "./changes";
import { draftText, picked } from "./reading";
import { seated } from "./seated";

/** The open draft. */
export function DraftPart({ draft }: { draft: PlanDraft }) {
  const signed = SEATS.filter((seat) => draft.signatures[seat]).length;
  return (
    <article class="plan-part draft">
      <h2>{t("planbook.draft-title", { version: draft.version })}</h2>
      <p>{t("planbook.drafted", { who: who(draft.by), day: day(draft.at), time: hm(draft.at) })}</p>
      {draft.rejected ? (
        <p class="sent-back">
          <b class="chip">{t("planbook.sent-back")}</b> {t("planbook.rejected", { seat: seatName(draft.rejected.seat), reason: draft.rejected.reason })}
        </p>
      ) : null}
      <section>
        <h3>{t("planbook.signatures", { count: signed, of: SEATS.length })}</h3>
        <Signatures draft={draft} />
      </section>
      <Difference sha256={draft.sha256} />
      <Button onPress={() => (picked.value = draft.sha256)}>{t("planbook.read-draft")}</Button>
      {draft.rejected ? null : <MyWord draft={draft} />}
    </article>
  );
}

function Signatures({ draft }: { draft: PlanDraft }) {
  return (
    <ul class="signatures">
      {SEATS.map((seat) => {
        const signature = draft.signatures[seat];
        return (
          <li key={seat} class={signature ? "signed" : ""}>
            <b>{seatName(seat)}</b>
            <span>{signature ? `✓ ${who(signature.person)} ${hm(signature.at)}` : t("planbook.unsigned")}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** What my seat may still say about the draft. */
function MyWord({ draft }: { draft: PlanDraft }) {
  const [reason, setReason] = useState("");
  const [against, setAgainst] = useState(false);
  const seat = mySeat.value;
  if (!seat) return null;
  if (draft.signatures[seat]) return <p class="plan-hint">{t("planbook.signed")}</p>;
  if (!seated()) return <p class="plan-hint">{t(myHolder.value ? "planbook.deputy" : "planbook.sit-first")}</p>;
  if (against)
    return (
      <>
        <Field label={t("planbook.reject-why")} value={reason} onInput={setReason} rows={3} />
        <div class="sheet-acts">
          <Button onPress={() => setAgainst(false)}>{t("cancel")}</Button>
          <ActButton kind="RejectPlan" body={{ sha256: draft.sha256, reason }} disabled={!reason.trim()}>
            {t("planbook.reject")}
          </ActButton>
        </div>
      </>
    );
  return (
    <div class="sheet-acts">
      <Button onPress={() => setAgainst(true)}>{t("planbook.reject")}…</Button>
      <ActButton hold look="main" kind="SignPlan" body={{ sha256: draft.sha256 }}>
        {t("planbook.sign", { seat: seatName(seat) })}
      </ActButton>
    </div>
  );
}

function Difference({ sha256 }: { sha256: string }) {
  const [changes, setChanges] = useState<Change[] | null | "failed">(null);
  const adopted = panels.value?.planbook.adopted?.sha256;
  const read = () => {
    if (!adopted) return;
    setChanges(null);
    ask<{ changes: Change[] }>(`/api/rooms/${room.value}/plan/difference`).then((told) => setChanges(told.changes), () => setChanges("failed"));
  };
  useEffect(read, [sha256, adopted]);
  if (!adopted) return <p class="quiet-line">{t("planbook.first")}</p>;
  if (changes === "failed")
    return (
      <p>
        {t("ask.failed")} <Button onPress={read}>{t("again")}</Button>
      </p>
    );
  if (!changes) return <p class="quiet-line">{t("asking")}</p>;
  const all = blocks(changes, draftText.value);
  return (
    <section>
      <h3>{t("planbook.changes", { count: all.length })}</h3>
      <ul class="changes" tabIndex={0} aria-label={t("planbook.changes", { count: all.length })}>
        {all.map((block) => (
          <BlockRow key={block.key} block={block} />
        ))}
      </ul>
    </section>
  );
}

const SIGNS = { added: "+", removed: "−", changed: "≠" } as const;

function BlockRow({ block }: { block: Block }) {
  return (
    <li class={block.happened}>
      <span class="change-sign" aria-hidden="true">
        {SIGNS[block.happened]}
      </span>
      <div>
        <p>
          <b>{t(`change.${block.happened}`)}</b> {t(`change.part.${block.part}`)} <b class="change-title">{block.title}</b>
          {block.whose ? <small>{block.whose}</small> : null}
        </p>
        {block.changes.length ? (
          <dl>
            {block.changes.map((change) => (
              <div key={change.field}>
                <dt>{say(`field.${change.field}`, {}, change.field!)}</dt>
                <dd>
                  <del>{sideWords(change.field!, change.old)}</del>
                  <ins>{sideWords(change.field!, change.new)}</ins>
                </dd>
              </div>
            ))}
          </dl>
        ) : null}
      </div>
    </li>
  );
}
