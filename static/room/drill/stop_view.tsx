/** 真实情况·终止演练: always in the bar of a drill that runs; one second's pressure, and no question first. */
import { Button } from "../../page/kit";
import { me } from "../../page/me";
import { roomAddress } from "../../page/rooms";
import { t, type Key } from "../../page/words/words";
import { ActButton } from "../act_button";
import { closeSheet, open } from "../sheets";
import { drill, station } from "../state";
import { inside } from "./exercise";

/** The stop as it stands in the bar; before the start there is nothing to stop, but the real room to go to. */
export function RealStop() {
  const told = drill.value;
  if (!told || !inside(told)) return null;
  if (told.phase === "waiting") return <RealRoom />;
  return (
    <div class="real-stop">
      <ActButton hold class="real" release={t("drill.real.release")} kind="StopDrill" body={{ reason: "" }}>
        <span>
          <Halves />
          <small>{t("drill.real.hold")}</small>
        </span>
      </ActButton>
      <Button class="real-why" onPress={() => open({ of: "drill" })}>
        {t("drill.real.why")}
      </Button>
    </div>
  );
}

/** 真实情况·|终止演练: broken there and nowhere else. */
function Halves() {
  const [what, then] = t("drill.real").split("·");
  return (
    <span class="real-words">
      <span>{what}·</span>
      <span>{then}</span>
    </span>
  );
}

function RealRoom() {
  const room = `station/${station.value}`;
  if (me.value?.rooms.includes(room)) {
    return (
      <a class="button real" href={roomAddress(room)}>
        {t("drill.real.go")}
      </a>
    );
  }
  return (
    <button type="button" class="button real" disabled>
      <span>
        <Halves />
        <small>{t("drill.real.waiting")}</small>
      </span>
    </button>
  );
}

const WHY: readonly Key[] = ["drill.stop.why.crowd", "drill.stop.why.hurt", "drill.stop.why.fault"];

/** Stop with one of three words, for whoever has the second to choose one. */
export function StopSheet() {
  return (
    <>
      <p class="sheet-lead">{t("drill.stop.words")}</p>
      <div class="stop-reasons">
        {WHY.map((key) => (
          <ActButton key={key} hold look="main" release={t("drill.real.release")} kind="StopDrill" body={{ reason: t(key) }} then={closeSheet}>
            <span>
              {t(key)}
              <small>{t("drill.real.hold")}</small>
            </span>
          </ActButton>
        ))}
      </div>
    </>
  );
}
