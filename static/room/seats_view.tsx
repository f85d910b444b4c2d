/** The four seats in one row: who sits there, what they have answered, and the phone beside each. */
import { language } from "../page/device";
import { Button } from "../page/kit";
import { me, SEATS } from "../page/me";
import { age, hm, stretch } from "../page/time";
import type { Alert, Called, Holder, Seat } from "../page/wire";
import { t } from "../page/words/words";
import { ActButton } from "./act_button";
import { VoiceForm } from "./call_view";
import { lineName, seatName, seatShort, who } from "./names";
import { PhoneOf } from "./phones_view";
import { open } from "./sheets";
import { selfTest } from "./shift";
import { calls, cursors, holderOf, inDrill, mySeat, openSeats, over, panels, worst } from "./state";

/** The row of seats. */
export function Seats() {
  return (
    <section class="seats" aria-label={t("seats.title")}>
      {SEATS.map((seat) => (
        <SeatCell key={seat} seat={seat} />
      ))}
    </section>
  );
}

function SeatCell({ seat }: { seat: Seat }) {
  const state = panels.value!.seats.seats[seat];
  const holders = state?.holders ?? [];
  const lead = holders.find((holder) => holder.leading) ?? holders[0];
  const mine = mySeat.value === seat;
  return (
    <div class={`seat${state?.empty ? " hatched" : ""}${mine ? " mine" : ""}`}>
      <div class="seat-words">
        <span class="seat-name">
          <span>{language.value === "en" ? seatShort(seat) : seatName(seat)}</span>
          <b>{lead ? `${who(lead.person)}${lead.leading ? "★" : ""}` : ""}</b>
          {holders.length > 1 ? <small>+{holders.length - 1}</small> : null}
          {mine && selfTestLamp()}
        </span>
        <span class="seat-state">
          <SeatStateWords seat={seat} holders={holders} />
        </span>
      </div>
      <Button onPress={() => open({ of: "seat", seat })} label={t("seat.open", { seat: seatName(seat) })}>
        ☎
      </Button>
    </div>
  );
}

function selfTestLamp() {
  const proved = Object.values(selfTest.value).every((part) => part === "proved");
  return <i class={proved ? "lamp lit" : "lamp"} title={proved ? t("shift.proved") : t("shift.unproved")} />;
}

function SeatStateWords({ seat, holders }: { seat: Seat; holders: Holder[] }) {
  const called = callsOf(seat);
  if (called.length) return <CallState called={called} />;
  if (!holders.length) return <b>{t("seat.empty")}</b>;
  const alert = worst.value;
  if (alert) {
    const heard = alert.acknowledged.filter((word) => word.seat === seat && word.activation === alert.activation);
    if (heard.length) return <Received holders={holders} heard={heard} />;
    return <Delivered seat={seat} holders={holders} upTo={alert.activation} since={alert.since} />;
  }
  return <>{holders.every((holder) => holder.phone_only) ? t("seat.phone-only") : t("seat.on-duty")}</>;
}

/** One holder's word is not another's: a seat of several says how many of them have heard. */
function Received({ holders, heard }: { holders: Holder[]; heard: Alert["acknowledged"] }) {
  const time = hm(heard.at(-1)!.at);
  const those = holders.filter((holder) => heard.some((word) => word.person === holder.person));
  if (those.length === holders.length) return <b>✓ {t("seat.received", { time })}</b>;
  return <b>{t("seat.received-by", { time, heard: those.length, all: holders.length })}</b>;
}

/** Everyone called for this seat, the one furthest on first. */
function callsOf(seat: Seat): Called[] {
  const order = { arrived: 0, "on-the-way": 1, answered: 2, called: 3, declined: 4 };
  const called = calls.value.flatMap((call) => call.people.filter((each) => each.seat === seat));
  return called.sort((one, other) => order[one.state] - order[other.state]);
}

function CallState({ called }: { called: Called[] }) {
  const first = called[0]!;
  const deputy = called.some((each) => each.rank === "deputy");
  const voice = first.by_voice ? ` ☎${t("by-voice.short")}` : "";
  if (first.overdue) {
    const since = first.overdue === "answer" ? first.answer_due : (first.arrive_due ?? first.called_at);
    const key = first.overdue === "answer" ? "seat.unanswered" : "seat.late";
    return (
      <>
        <b class="chip">{t(key, { age: stretch(age(since)) })}</b>
        {deputy ? ` ${t("seat.deputy")}` : ""}
      </>
    );
  }
  if (first.state === "called") return <>{t("seat.called", { age: stretch(age(first.called_at)) })}</>;
  if (first.state === "on-the-way" && first.promised_at) return <b>{t("seat.on-the-way", { time: hm(first.promised_at) }) + voice}</b>;
  const at = first.arrived_at ?? first.answered_at;
  return <b>{`${t(`call.${first.state}`)}${at ? ` ${hm(at)}` : ""}${voice}`}</b>;
}

function Delivered({ seat, holders, upTo, since }: { seat: Seat; holders: Holder[]; upTo: number; since: string }) {
  const theirs = cursors.value.filter((cursor) => cursor.seat === seat || holders.some((holder) => holder.person === cursor.person));
  if (theirs.some((cursor) => cursor.shown >= upTo)) return <>{t("seat.shown", { age: stretch(age(since)) })}</>;
  if (theirs.some((cursor) => cursor.stored >= upTo)) return <>{t("seat.stored", { age: stretch(age(since)) })}</>;
  return <>{t("seat.not-delivered", { age: stretch(age(since)) })}</>;
}

/** One seat: its people and phones, answers by voice, sitting down and getting up. */
export function SeatSheet({ seat }: { seat: Seat }) {
  const holders = panels.value!.seats.seats[seat]?.holders ?? [];
  const called = calls.value.flatMap((call) => call.people.filter((each) => each.seat === seat).map((each) => ({ call, called: each })));
  const waiting = called.find(({ called }) => called.person !== me.value?.person && called.state !== "arrived");
  const people = [...new Set([...holders.map((holder) => holder.person), ...called.map((each) => each.called.person)])];
  return (
    <>
      <ul class="lines people">
        {people.map((person) => (
          <li key={person}>
            <span>
              <b>{who(person)}</b> {holderWords(holders.find((holder) => holder.person === person))}
            </span>
            <PhoneOf person={person} />
          </li>
        ))}
        {people.length ? null : <li class="quiet-line">{t("seat.empty")}</li>}
      </ul>
      {over.value ? null : <SitDown seat={seat} />}
      {waiting ? <VoiceForm call={waiting.call.id} person={waiting.called.person} /> : null}
    </>
  );
}

function holderWords(holder: Holder | undefined): string {
  if (!holder) return t("seat.deputy");
  const lines = holder.lines.map(lineName).join(t("list"));
  const parts = [lines, holder.leading ? `★${t("seat.leading")}` : "", holder.deputy ? t("seat.deputy") : "", holder.phone_only ? t("seat.phone-only") : "", t("seat.since", { time: hm(holder.since) })];
  return parts.filter(Boolean).join(" · ");
}

function SitDown({ seat }: { seat: Seat }) {
  const held = holderOf(seat, me.value?.person);
  const phoneOnly = held?.phone_only ?? false;
  if (held) {
    return (
      <div class="sheet-acts">
        <ActButton kind="MarkPhoneOnly" body={{ seat, phone_only: !phoneOnly }}>
          {phoneOnly ? t("seat.by-tablet") : t("seat.to-phone")}
        </ActButton>
        <ActButton hold kind="LeaveSeat" body={{ seat }}>
          {t("seat.leave")}
        </ActButton>
      </div>
    );
  }
  if (!openSeats.value.includes(seat)) return null;
  return (
    <div class="sheet-acts">
      <ActButton kind="TakeSeat" body={takeSeat(seat, true)}>
        {t("seat.take-deputy")}
      </ActButton>
      <ActButton look="main" kind="TakeSeat" body={takeSeat(seat, false)}>
        {t("seat.take")}
      </ActButton>
    </div>
  );
}

/** The command that seats me for what my grants reach; a drill's list grants the whole seat. */
export function takeSeat(seat: Seat, deputy: boolean): Record<string, unknown> {
  if (inDrill.value) return { seat, lines: [], exits: [], leading: false, deputy };
  const grants = me.value?.roles.filter((grant) => grant.role === seat && grant.line) ?? [];
  return { seat, lines: grants.map((grant) => grant.line), exits: [], leading: false, deputy };
}
