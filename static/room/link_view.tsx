/** The line: a calm bar while there is none, what waits to be sent, and what the room said no to. */
import { Button } from "../page/kit";
import { author as signedIn, dismiss, refusals, type Refusal, underWay } from "../page/outbox";
import { link, silence } from "../page/socket";
import { beat, stretch } from "../page/time";
import { say, t } from "../page/words/words";
import { word } from "./refusal_words";
import { fromShelf, room } from "./state";

const SLOW_SECONDS = 3;

/** Everything about the line, above the bar; nothing while all is well. */
export function LinkBar() {
  const mine = underWay.value.filter((tap) => tap.room === room.value && tap.author === signedIn.value);
  const others = underWay.value.filter((tap) => tap.room === room.value && tap.author !== signedIn.value);
  void beat.value;
  const oldest = Math.max(0, ...mine.map((tap) => (Date.now() - tap.written) / 1000));
  const refused = refusals.value.filter((refusal) => refusal.tap.room === room.value);
  const offline = link.value !== "live";
  if (!offline && oldest < SLOW_SECONDS && !others.length && !refused.length) return null;
  return (
    <aside class="link-bar" aria-live="polite">
      {offline ? (
        <p>
          <b>{t(`link.${link.value}`, { age: stretch(silence.value) })}</b>
          {mine.length ? ` · ${t("link.unsent", { count: mine.length })}` : ""}
          {fromShelf.value ? ` · ${t("link.kept")}` : ""}
        </p>
      ) : oldest >= SLOW_SECONDS ? (
        <p>{t("link.sending", { count: mine.length, age: stretch(oldest) })}</p>
      ) : null}
      {others.length ? <p>{t("link.others", { count: others.length })}</p> : null}
      {refused.map((refusal) => (
        <RefusalLine key={refusal.tap.ref} refusal={refusal} />
      ))}
    </aside>
  );
}

function RefusalLine({ refusal }: { refusal: Refusal }) {
  return (
    <p class="refusal" role="alert">
      <span>
        <b>{t("refused", { act: say(`act.${refusal.tap.kind}`, {}, refusal.tap.kind) })}</b> {word(refusal)}
      </span>
      <Button onPress={() => dismiss(refusal)}>{t("refused.seen")}</Button>
    </p>
  );
}
