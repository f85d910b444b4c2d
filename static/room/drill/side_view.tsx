/** The right half of a drill's room before it begins and after it has ended. */
import { Button } from "../../page/kit";
import { me } from "../../page/me";
import { roomAddress } from "../../page/rooms";
import { stretch } from "../../page/time";
import type { DrillPanel, Seat } from "../../page/wire";
import { named, t } from "../../page/words/words";
import { ActButton } from "../act_button";
import { placeName, seatName, seatShort, who } from "../names";
import { takeSeat } from "../seats_view";
import { open } from "../sheets";
import { holderOf, mySeat } from "../state";
import { inside } from "./exercise";
import { AllInjects } from "./injects_view";

/** Before the start: the safety note, who plays and who sits, when it begins. */
export function WaitingSide({ told }: { told: DrillPanel }) {
  return (
    <section class="calm-side drill-side">
      <h2>{t("drill.safety")}</h2>
      <p class="drill-safety">{named(told.safety)}</p>
      <TakeMySeat />
      {inside(told) ? null : <p class="quiet-line">{t("drill.looking-on")}</p>}
      <h2>{t("drill.playing")}</h2>
      <ul class="lines">
        {told.participants.map((each) => (
          <li key={each.person}>
            <span>
              {seatShort(each.seat)} <b>{who(each.person)}</b> {each.trainee ? <span class="badge">{t("drill.trainee")}</span> : null}
            </span>
            <Sits seat={each.seat} person={each.person} />
          </li>
        ))}
      </ul>
      <h2>{t("drill.making")}</h2>
      <ul class="lines">
        <Maker job={t("drill.director")} people={[told.staff.director]} />
        <Maker job={t("drill.evaluators")} people={told.staff.evaluators} />
        {told.staff.safety ? <Maker job={t("drill.safety-officer")} people={[told.staff.safety]} /> : null}
      </ul>
    </section>
  );
}

/** Sit down for the drill, while I do not sit yet. */
export function TakeMySeat() {
  const seat = mySeat.value;
  if (!seat || holderOf(seat, me.value?.person)) return null;
  return (
    <ActButton look="main" kind="TakeSeat" body={takeSeat(seat, false)}>
      {t("drill.take-seat", { seat: seatName(seat) })}
    </ActButton>
  );
}

function Sits({ seat, person }: { seat: Seat; person: string }) {
  return holderOf(seat, person) ? <b>✓ {t("drill.seated")}</b> : <span class="quiet-line">{t("drill.not-seated")}</span>;
}

function Maker({ job, people }: { job: string; people: string[] }) {
  return (
    <li>
      <span>{job}</span>
      <b>{people.map(who).join(t("list"))}</b>
    </li>
  );
}

/** After the end: what ended it, where to go, and what the script had said. */
export function OverSide({ told }: { told: DrillPanel }) {
  const { end } = told;
  if (!end) return null;
  return (
    <section class="calm-side drill-side">
      <h2>{t(`drill.over.${end.outcome}`)}</h2>
      {end.real ? <p class="drill-begins">{t("drill.over.real", { station: placeName(end.room), real: t(`real.${end.real}`) })}</p> : null}
      <p>{t("drill.over.words")}</p>
      <p class="quiet-line">{t("drill.over.ran", { ran: stretch(told.ran_s), minutes: Math.round(told.minutes) })}</p>
      <h2>{t("drill.injects")}</h2>
      <AllInjects />
    </section>
  );
}

/** The real room that ended a drill, where I may go there; null where nothing real did. */
function realRoom(told: DrillPanel): string | null {
  const room = told.end?.room ?? "";
  return room && me.value?.rooms.includes(room) ? room : null;
}

/** The bar before the start and after the end: nothing is asked there that the room would refuse. */
export function QuietBar({ told }: { told: DrillPanel }) {
  const real = realRoom(told);
  return (
    <>
      {real ? (
        <a class="button main wide" href={roomAddress(real)}>
          {t("drill.real-first.go")}
        </a>
      ) : null}
      {told.phase === "over" ? (
        <a class={real ? "button" : "button main wide"} href={`/drills/${told.drill}`}>
          {t("drill.over.home")}
        </a>
      ) : null}
      <Button onPress={() => open({ of: "log" })}>{t("drill.over.log")}</Button>
      <Button onPress={() => open({ of: "phones" })}>{t("bar.phones")}</Button>
    </>
  );
}
