/** 开始值班: one tap proves sound, screen, store and line, and takes the seat. */
import { signal } from "@preact/signals";
import { Button } from "../page/kit";
import { me } from "../page/me";
import { named, t } from "../page/words/words";
import { act } from "./act";
import { seatName } from "./names";
import { takeSeat } from "./seats_view";
import { closeSheet, sheet } from "./sheets";
import { allProved, type Proof, selfTest, started, startShift } from "./shift";
import { inDrill, myHolder, mySeat, openSeats, over } from "./state";

const later = signal(false);

/** The first thing on the glass for whoever may sit here and has not started. */
export function StartShift() {
  const asked = sheet.value?.of === "shift";
  const mayBegin = openSeats.value.length > 0 && !later.value && !over.value;
  if (!asked && !mayBegin) return null;
  return <ShiftCard onLater={() => leave()} />;
}

function leave(): void {
  later.value = true;
  if (sheet.value?.of === "shift") closeSheet();
}

function ShiftCard({ onLater }: { onLater: () => void }) {
  const seat = mySeat.value;
  const begin = async () => {
    if (seat && !myHolder.value) act("TakeSeat", takeSeat(seat, false));
    await startShift();
    if (allProved()) onLater();
  };
  return (
    <div class="shift" role="dialog" aria-modal="true" aria-label={t(inDrill.value ? "drill.shift" : "shift.start")}>
      <section class="shift-card">
        <h2>{inDrill.value ? `${t("drill")} · ` : ""}{t("shift.title", { seat: seat ? seatName(seat) : "", name: named(me.value?.name) })}</h2>
        <p>{t(inDrill.value ? "drill.shift.words" : "shift.words")}</p>
        {isSecureContext ? null : <p class="shift-warning">{t("shift.insecure")}</p>}
        <Proofs />
        <div class="sheet-acts">
          {started.value ? (
            <Button look="main" onPress={onLater}>
              {t("shift.enter")}
            </Button>
          ) : (
            <>
              <Button onPress={onLater}>{t("shift.later")}</Button>
              <Button look="main" onPress={() => void begin()}>
                {t(inDrill.value ? "drill.shift" : "shift.start")}
              </Button>
            </>
          )}
        </div>
      </section>
    </div>
  );
}

const MARKS: Record<Proof, string> = { proved: "✓", failed: "✕", unproved: "–" };

function Proofs() {
  const parts = Object.entries(selfTest.value) as [keyof typeof selfTest.value, Proof][];
  return (
    <ul class="proofs">
      {parts.map(([part, proof]) => (
        <li key={part} class={proof}>
          <b aria-label={t(`proof.${proof}`)}>{MARKS[proof]}</b>
          <span>
            {t(`shift.${part}`)}
            {proof === "failed" ? <small>{t(`shift.${part}.failed`)}</small> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
