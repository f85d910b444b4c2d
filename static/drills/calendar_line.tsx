/** What the calendar has not answered yet and what it said no to, wherever no form of it lies open. */
import { Button } from "../page/kit";
import { author, dismiss, refusals, underWay } from "../page/outbox";
import { CALENDAR } from "../page/room_paths";
import { beat, stretch } from "../page/time";
import { say, t } from "../page/words/words";
import { word } from "../room/refusal_words";
import { formsOpen } from "./calendar";

const SLOW_SECONDS = 3;

/** The line; nothing while all is well. */
export function CalendarLine() {
  void beat.value;
  const mine = underWay.value.filter((tap) => tap.room === CALENDAR && tap.author === author.value);
  const oldest = Math.max(0, ...mine.map((tap) => (Date.now() - tap.written) / 1000));
  const refused = formsOpen.value ? [] : refusals.value.filter((refusal) => refusal.tap.room === CALENDAR);
  return (
    <>
      {oldest >= SLOW_SECONDS ? (
        <p class="drills-done" role="status">
          {t("link.sending", { count: mine.length, age: stretch(oldest) })}
        </p>
      ) : null}
      {refused.map((refusal) => (
        <p key={refusal.tap.ref} class="drills-done refused-here" role="alert">
          <span>
            <b>{t("refused", { act: say(`act.${refusal.tap.kind}`, {}, refusal.tap.kind) })}</b> {word(refusal)}
          </span>
          <Button onPress={() => dismiss(refusal)}>{t("refused.seen")}</Button>
        </p>
      ))}
    </>
  );
}
