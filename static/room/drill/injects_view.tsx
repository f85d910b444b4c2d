/** A message of the script as it would reach this seat: who says what, by which channel, and when. */
import { Button } from "../../page/kit";
import { hm } from "../../page/time";
import type { InjectTold } from "../../page/wire";
import { named, t } from "../../page/words/words";
import { seatShort } from "../names";
import { given, openInjects, otherInjects, putAway } from "./injects";

/** My messages that lie open, the newest in full, above everything else there is to do. */
export function OpenInjects() {
  return (
    <>
      {openInjects.value.map((told, place) => (
        <article key={told.inject} class={place ? "inject older" : "inject"} aria-live="polite" data-inject={told.inject}>
          <div class="inject-words">
            <p>
              <b class="chip">{t("drill.inject.new")}</b> <b>{named(told.sender)}</b> <small>{about(told)}</small>
            </p>
            <p class="inject-message">{named(told.message)}</p>
          </div>
          <Button onPress={() => putAway(told.inject)}>{t("drill.inject.seen")}</Button>
        </article>
      ))}
    </>
  );
}

/** What was put away, and what went to others, as lines. */
export function OtherInjects() {
  return <Lines injects={otherInjects.value} />;
}

/** Everything that the script had said, once the drill is over. */
export function AllInjects() {
  return <Lines injects={given.value} />;
}

function Lines({ injects }: { injects: InjectTold[] }) {
  return (
    <ul class="lines inject-lines">
      {injects.map((told) => (
        <li key={told.inject}>
          <span>
            <b>{named(told.sender)}</b> <span class="badge">{t("drill.inject.to", { seats: seats(told) })}</span> {named(told.message)}
            <small>{about(told)}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The same lines, folded away until somebody asks. */
export function FoldedInjects() {
  const count = otherInjects.value.length;
  if (!count) return null;
  return (
    <details class="inject-folded">
      <summary>{t("drill.inject.others", { count })}</summary>
      <OtherInjects />
    </details>
  );
}

function about(told: InjectTold): string {
  return t("drill.inject.by", { channel: t(`channel.${told.channel}`), time: hm(told.at), minute: Math.round(told.minute) });
}

function seats(told: InjectTold): string {
  return told.to.map(seatShort).join(t("list"));
}
