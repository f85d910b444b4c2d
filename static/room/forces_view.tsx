/** People of a halted drill who stand at their posts already: one tap takes them over for real. */
import { has } from "../page/me";
import { t } from "../page/words/words";
import { ActButton } from "./act_button";
import { seatShort, who } from "./names";
import { mySeat, panels } from "./state";
import { Card } from "./task_card";

/** The offer that stands, before everything that is to be done. */
export function ForcesOffered() {
  const offer = panels.value?.forces?.offered;
  if (!offer) return null;
  const mine = mySeat.value !== null || has("district-officer");
  const there = offer.people.map((each) => `${seatShort(each.seat)} ${who(each.person)} ${each.post}`.trim());
  return (
    <div data-task="forces">
      <Card title={t("forces.title", { count: offer.people.length })} lines={there} due={null} overdue={false} mine={mine}>
        {mine ? (
          <ActButton look="main" kind="TakeOverForces" body={{ offer: offer.seq, people: offer.people.map((each) => each.person) }}>
            {t("forces.take")}
          </ActButton>
        ) : null}
      </Card>
    </div>
  );
}
