/** For those who play: the one next act is to go to the drill's room. */
import { type Key, t } from "../page/words/words";
import { panel, told } from "./drill_state";

/** A hint, and the way into the room once there is one. */
export function GoIn({ hint }: { hint: Key }) {
  return (
    <>
      <p class="plan-hint">{t(hint)}</p>
      {panel.value ? (
        <a class="button main go-in" href={`/room/${told.value!.drill.room}`}>
          {t("conduct.room")}
        </a>
      ) : null}
    </>
  );
}
