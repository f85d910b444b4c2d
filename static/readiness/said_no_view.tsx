/** What the book said no to, and what is still on its way; nothing while all is well. */
import { Button } from "../page/kit";
import { dismiss, refusals, unsent } from "../page/outbox";
import { beat } from "../page/time";
import { say, t } from "../page/words/words";
import { word } from "../room/refusal_words";
import { room } from "../room/state";
import { CALENDAR } from "./reading";

const SLOW_SECONDS = 3;

/** A bar at the foot of the page. */
export function SaidNo() {
  void beat.value;
  const ours = (book: string) => book === room.value || book === CALENDAR;
  const waiting = unsent.value.filter((tap) => ours(tap.room));
  const slow = waiting.filter((tap) => Date.now() - tap.written > SLOW_SECONDS * 1000);
  const refused = refusals.value.filter((refusal) => ours(refusal.tap.room));
  if (!slow.length && !refused.length) return null;
  return (
    <aside class="link-bar" aria-live="polite">
      {slow.length ? <p>{t("ready.unsent", { count: slow.length })}</p> : null}
      {refused.map((refusal) => (
        <p key={refusal.tap.ref} class="refusal" role="alert">
          <span>
            <b>{t("refused", { act: say(`act.${refusal.tap.kind}`, {}, refusal.tap.kind) })}</b> {word(refusal)}
          </span>
          <Button onPress={() => dismiss(refusal)}>{t("refused.seen")}</Button>
        </p>
      ))}
    </aside>
  );
}
