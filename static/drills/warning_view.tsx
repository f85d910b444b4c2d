/** What is real but mild: it stands for a minute, and the director decides whether the drill goes on. */
import { useState } from "preact/hooks";
import { Field } from "../page/kit";
import { now, stretch } from "../page/time";
import { named, say, t } from "../page/words/words";
import { ActButton } from "../room/act_button";
import { profile } from "../room/state";
import { directs, panel } from "./drill_state";
import { QuickReasons } from "./reason_sheet";

const REASONS = ["conduct.go-on.known", "conduct.go-on.elsewhere", "conduct.go-on.mended"] as const;

/** The bar of a warning; nothing while none stands. */
export function Warning() {
  const warning = panel.value?.warning;
  const [reason, setReason] = useState("");
  if (!warning) return null;
  const left = (Date.parse(warning.until) - now.value) / 1000;
  const station = named(profile.value?.name) || warning.room;
  return (
    <section class="conduct-real" role="alert">
      <p class="conduct-real-words">
        <b>{t("conduct.real", { real: say(`real.${warning.real}`, {}, warning.real), station })}</b>
        <span>{left > 0 ? t("conduct.real-left", { left: stretch(left) }) : t("conduct.real-over")}</span>
        <a class="button" href={`/room/${warning.room}`}>
          {t("conduct.real-room")}
        </a>
      </p>
      {directs.value ? (
        <div class="real-answer">
          <QuickReasons quick={REASONS} value={reason} onChoose={setReason} />
          <Field label={t("conduct.go-on-why")} value={reason} onInput={setReason} />
          <ActButton look="main" kind="AnswerWarning" body={{ room: warning.room, seq: warning.seq, reason }} disabled={!reason.trim()} then={() => setReason("")}>
            {t("conduct.go-on")}
          </ActButton>
        </div>
      ) : (
        <p>{t("conduct.real-waits")}</p>
      )}
    </section>
  );
}
