/** Who sits where in the drill's room, beside who was named for it. */
import { SEATS } from "../page/me";
import { hm } from "../page/time";
import { t } from "../page/words/words";
import { seatName, who } from "../room/names";
import { panels } from "../room/state";
import { panel } from "./drill_state";

/** The four seats. */
export function Seated() {
  const seats = panels.value!.seats.seats;
  return (
    <section class="seated">
      <h3>{t("conduct.seats")}</h3>
      <ul>
        {SEATS.map((seat) => {
          const holders = seats[seat]?.holders ?? [];
          const named = panel.value!.participants.filter((each) => each.seat === seat);
          const missing = named.filter((each) => !holders.some((holder) => holder.person === each.person));
          return (
            <li key={seat} class={named.length && !holders.length ? "nobody" : ""}>
              <span>{seatName(seat)}</span>
              <b>{holders.map((holder) => `${who(holder.person)} ${hm(holder.since)}`).join(t("list"))}</b>
              {missing.length ? <small>{t("conduct.not-there", { people: missing.map((each) => who(each.person)).join(t("list")) })}</small> : null}
              {!named.length ? <small>{t("conduct.seat-not-played")}</small> : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
