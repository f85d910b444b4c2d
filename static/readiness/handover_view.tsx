/** 值班值守 交接班: the note that waits for me as one large act, then all that are open and the last taken. */
import { me, mySeats } from "../page/me";
import { day, hm } from "../page/time";
import { t } from "../page/words/words";
import { ActButton } from "../room/act_button";
import { seatName, who } from "../room/names";
import { everybody, one, words } from "./asks";
import { FoldedForm } from "./form";
import { deed } from "./names";
import { book } from "./reading";
import type { Handover } from "./told";

/** Open notes, mine first, and the way to leave one. */
export function HandoverView() {
  const { open, taken } = book.value!.handovers;
  const mine = open.filter((note) => note.incoming === me.value?.person);
  const others = open.filter((note) => note.incoming !== me.value?.person);
  return (
    <div class="ready-two even">
      <section class="plan-part">
        <h2>{t("ready.notes")}</h2>
        {open.length ? null : <p class="quiet-line">{t("ready.notes.none")}</p>}
        {mine.map((note) => (
          <article key={note.id} class="ready-card mine">
            <Words note={note} />
            <ActButton kind="TakeOver" body={{ handover: note.id }} look="main" class="act-send">
              {deed("TakeOver")}
            </ActButton>
          </article>
        ))}
        {others.map((note) => (
          <article key={note.id} class="ready-card">
            <Words note={note} />
            <p class="quiet-line">{t("ready.note.waits", { who: who(note.incoming) })}</p>
          </article>
        ))}
        {mySeats.value.map((seat) => (
          <FoldedForm
            key={seat}
            kind="HandOver"
            title={`${deed("HandOver")} · ${seatName(seat)}`}
            fixed={{ seat }}
            asks={[one("incoming", t("ready.incoming"), everybody(seat).filter((each) => each.value !== me.value?.person)), words("words", t("ready.note"))]}
          />
        ))}
      </section>
      <section class="plan-part">
        <h2>{t("ready.notes.taken")}</h2>
        {taken.length ? null : <p class="quiet-line">{t("ready.notes.never")}</p>}
        {[...taken].reverse().map((note) => (
          <article key={note.id} class="ready-card done">
            <Words note={note} />
            <p class="quiet-line">✓ {t("ready.note.taken", { who: who(note.incoming), day: day(note.taken_at!), time: hm(note.taken_at!) })}</p>
          </article>
        ))}
      </section>
    </div>
  );
}

function Words({ note }: { note: Handover }) {
  return (
    <>
      <h3>
        {seatName(note.seat)} · {day(note.at)} {hm(note.at)}
      </h3>
      <p>{note.words}</p>
      <p class="quiet-line">
        {who(note.outgoing)} → {who(note.incoming)}
      </p>
    </>
  );
}
