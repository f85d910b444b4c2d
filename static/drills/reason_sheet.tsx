/** An act that must say why: the usual reasons one tap each, or words of one's own. */
import { useState } from "preact/hooks";
import { Button, Field, Sheet } from "../page/kit";
import { type Key, t } from "../page/words/words";
import { ActButton } from "../room/act_button";

interface Props {
  title: string;
  kind: string;
  body: Record<string, unknown>;
  quick: readonly Key[];
  onClose: () => void;
}

/** A sheet that asks for the reason of one act. */
export function ReasonSheet({ title, kind, body, quick, onClose }: Props) {
  const [reason, setReason] = useState("");
  return (
    <Sheet title={title} onClose={onClose}>
      <QuickReasons quick={quick} value={reason} onChoose={setReason} />
      <Field label={t("reason")} value={reason} onInput={setReason} rows={2} />
      <div class="sheet-acts">
        <Button onPress={onClose}>{t("cancel")}</Button>
        <ActButton kind={kind} body={{ ...body, reason }} disabled={!reason.trim()} then={onClose}>
          {title}
        </ActButton>
      </div>
    </Sheet>
  );
}

/** The usual reasons. */
export function QuickReasons({ quick, value, onChoose }: { quick: readonly Key[]; value: string; onChoose: (reason: string) => void }) {
  return (
    <div class="choice-options" role="group" aria-label={t("conduct.usual-reasons")}>
      {quick.map((key) => (
        <Button key={key} pressed={value === t(key)} onPress={() => onChoose(t(key))}>
          {t(key)}
        </Button>
      ))}
    </div>
  );
}
