/** The room: one screen in always the same places, whose emphasis follows the state. */
import { useEffect } from "preact/hooks";
import "../css/room.css";
import "../css/band.css";
import "../css/picture.css";
import "../css/tasks.css";
import "../css/advice.css";
import "../css/seats.css";
import "../css/narrow.css";
import "../css/drill.css";
import { named, t } from "../page/words/words";
import { Bar } from "./bar_view";
import { CalmSide } from "./calm_view";
import { calmDown, calmer, dead, face, startEmphasis, touch } from "./emphasis";
import { Headline } from "./headline_view";
import { LinkBar } from "./link_view";
import { LogRow } from "./notes_view";
import { openRoom } from "./opening";
import { Picture } from "./picture_view";
import { Seats } from "./seats_view";
import { SheetOver } from "./sheet_view";
import { watchDevice } from "./shift";
import { StartShift } from "./shift_view";
import { colourWord } from "./drill/exercise";
import { DrillHead } from "./drill/head_view";
import { OverSide, WaitingSide } from "./drill/side_view";
import { Watermark } from "./drill/watermark";
import { drill, inDrill, panels, profile, shut, station, worst } from "./state";
import { Tasks } from "./tasks_view";
import { TopLine } from "./topline_view";

function nameOfRoom(): string {
  return decodeURIComponent(location.pathname).replace(/^\/room\//, "").replace(/\/$/, "");
}

/** The tab's own title: the colour first, so that it shows among many tabs. */
function titleOfTab(): string {
  const colour = worst.value ? `${colourWord(worst.value.colour)} ` : inDrill.value ? `${t("drill")} ` : "";
  return `${colour}${named(profile.value?.name) || station.value} · Metro Flow`;
}

/** The page of one room. */
export function RoomPage() {
  useEffect(() => {
    watchDevice();
    void openRoom(nameOfRoom()).then(startEmphasis);
  }, []);
  if (shut.value) return <Shut why={shut.value} />;
  if (!panels.value) return <p class="room-waiting">{t("room.opening")}</p>;
  return <Room />;
}

function Room() {
  const which = face.value;
  // Read while drawing, so that a name which comes late still reaches the tab.
  const title = titleOfTab();
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div class={`room face-${which}${inDrill.value ? " drill" : ""}${dead.value ? " dead" : ""}`} onPointerDown={touch}>
      <TopLine />
      {inDrill.value ? <DrillHead /> : <Headline />}
      <main class="middle">
        <Picture />
        <Side />
        {inDrill.value ? <Watermark /> : null}
      </main>
      <Seats />
      <LogRow />
      <Bar />
      <LinkBar />
      {calmer.value ? (
        <button type="button" class="button calmer" onClick={calmDown}>
          {t("room.calmer")}
        </button>
      ) : null}
      <StartShift />
      <SheetOver />
    </div>
  );
}

/** What there is to do, or to know, beside the picture. */
function Side() {
  const told = drill.value;
  if (told?.phase === "waiting") return <WaitingSide told={told} />;
  if (told?.phase === "over") return <OverSide told={told} />;
  return face.value === "calm" || face.value === "unknown" ? <CalmSide /> : <Tasks />;
}

function Shut({ why }: { why: string }) {
  return (
    <main class="room-waiting">
      <p>{t("room.shut", { why })}</p>
      <a class="button" href="/">
        {t("rooms.title")}
      </a>
    </main>
  );
}
