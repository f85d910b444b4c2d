/** One zone of the scheme: its gauge, its share, and as many words as fit; colour only when asked. */
import { age, hm } from "../page/time";
import { WORST_FIRST } from "../page/shapes";
import type { ByEye, Colour, ZoneReading } from "../page/wire";
import { t } from "../page/words/words";
import { comingWords } from "./alert_words";
import { headcount, lineName, percent, zoneName } from "./names";
import { open } from "./sheets";
import { colourWord } from "./drill/exercise";
import { alerts, panels, reading } from "./state";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

// The gauge ends above full, so that 117 % of what a zone holds still shows.
const GAUGE_TOP = 1.2;
const LEFT = 24;

/** Draw one zone. */
export function Zone({ zone, box }: { zone: ZoneReading | null; box: Box }) {
  if (!zone) return null;
  const unknown = zone.share === null || (reading.value?.stale ?? true);
  const colour = colourOf(zone.zone);
  const look = unknown ? "zone-unknown" : colour ? `zone-asks is-${colour}` : "";
  const judge = () => open({ of: "by-eye", zone: zone.zone });
  return (
    <g class={`zone ${look}`} transform={`translate(${box.x} ${box.y})`} role="button" tabIndex={0} aria-description={spoken(zone)} onClick={judge} onKeyDown={(event) => event.key === "Enter" && judge()}>
      <rect class="zone-box" x="1" y="1" width={box.width - 2} height={box.height - 2} rx="6" />
      {unknown ? null : <Gauge share={zone.share!} height={box.height} />}
      <ZoneWords zone={zone} box={box} />
    </g>
  );
}

/** The colour that stands at a zone: an alert's of what is there, not a passing figure's nor a forecast's. */
function colourOf(zone: string): Colour | null {
  const here = alerts.value.filter((alert) => alert.zone === zone && alert.rule !== "coming").map((alert) => alert.colour);
  return WORST_FIRST.find((colour) => here.includes(colour)) ?? null;
}

function Gauge({ share, height }: { share: number; height: number }) {
  const tall = height - 12;
  const filled = Math.round((Math.min(GAUGE_TOP, share) / GAUGE_TOP) * tall);
  const full = height - 6 - tall / GAUGE_TOP;
  return (
    <>
      <rect class="zone-track" x="7" y="6" width="8" height={tall} rx="2" />
      <rect class="zone-level" x="7" y={height - 6 - filled} width="8" height={filled} rx="2" />
      <line class="zone-full" x1="5" x2="17" y1={full} y2={full} />
    </>
  );
}

function ZoneWords({ zone, box }: { zone: ZoneReading; box: Box }) {
  const figure = zone.share === null ? t("no-data") : percent(zone.share);
  const low = box.height < 56;
  const beside = low || box.width >= 220;
  const figureAt = low ? box.height / 2 + 8 : beside ? 32 : 54;
  const size = zone.share === null ? 17 : low ? 20 : 26;
  const nameRoom = box.width - LEFT - 12 - (beside ? widthOf(figure) * (size / 16) + 8 : 0);
  const first = beside ? 50 : 78;
  const lines = details(zone, box.width - LEFT - 10, !beside);
  const shown = low ? [] : lines.slice(0, Math.max(0, Math.floor((box.height - first - 4) / 22) + 1));
  return (
    <>
      <text class="zone-name" x={LEFT} y={low ? box.height / 2 + 6 : 26}>
        {fit(nameOf(zone, nameRoom), nameRoom)}
      </text>
      <text class="zone-figure" style={{ fontSize: `${size}px` }} x={beside ? box.width - 12 : LEFT} y={figureAt} text-anchor={beside ? "end" : "start"}>
        {figure}
      </text>
      {shown.map((words, place) => (
        <text key={place} class="zone-more" x={LEFT} y={first + 22 * place}>
          {fit(words, box.width - LEFT - 10)}
        </text>
      ))}
    </>
  );
}

function nameOf(zone: ZoneReading, room: number): string {
  const mark = zone.assumed ? ` ${t("assumed")}` : "";
  const whole = zoneName(zone.zone) + mark;
  return zone.line && widthOf(whole) > room ? lineName(zone.line) + mark : whole;
}

function details(zone: ZoneReading, room: number, stacked: boolean): string[] {
  const eye = panels.value?.situation.by_eye.find((each) => each.zone === zone.zone);
  const interval = zone.low !== null && zone.high !== null ? `${headcount(zone.low)}–${headcount(zone.high)}` : "";
  const people = zone.people === null ? "" : t("people.about", { people: headcount(zone.people) });
  const moves = Math.abs(zone.trend_per_minute ?? 0) >= 1;
  const trend = moves ? t("trend", { trend: signed(zone.trend_per_minute!) }) : "";
  const seen = eye ? seenWords(eye) : "";
  const rests = basisWords(zone);
  const both = [people, interval && `(${interval})`].filter(Boolean).join(" ");
  // Half an interval says nothing.
  const comes = colourOf(zone.zone) === "orange" || colourOf(zone.zone) === "red" ? "" : comingWords(zone.coming);
  if (stacked || widthOf(both) > room) return [people, comes || interval, trend, seen, rests].filter(Boolean);
  const all = [both, comes, trend, seen, rests].filter(Boolean);
  return widthOf(all.join(" · ")) <= room - 60 ? [all.join(" · ")] : all;
}

/** What a platform's figure rests on, and whether its feed of trains has fallen silent. */
function basisWords(zone: ZoneReading): string {
  if (zone.people === null || zone.line === null) return "";
  // A reading kept from before an update may not tell of trains.
  const feed = reading.value?.trains?.find((each) => each.line === zone.line);
  if (feed && !feed.heard) return t("basis.silent", { minutes: Math.round(age(feed.until) / 60) });
  return t(`basis.${zone.class}`);
}

function seenWords(eye: ByEye): string {
  return t("by-eye.at", { time: hm(eye.at), step: t(`crowd.${eye.step}`) });
}

function signed(trend: number): string {
  return (trend > 0 ? "+" : "−") + Math.abs(Math.round(trend));
}

function spoken(zone: ZoneReading): string {
  const colour = colourOf(zone.zone);
  return [zoneName(zone.zone), colour ? colourWord(colour) : "", zone.assumed ? t("assumed.long") : ""].filter(Boolean).join(", ");
}

/** About how wide a text of 16 px is: a Chinese character is square, a Latin letter half of it. */
export function widthOf(words: string): number {
  return [...words].reduce((sum, letter) => sum + (letter > "\u2e00" ? 16 : letter === " " ? 4.5 : 8.9), 0);
}

/** Cut a text to what fits, with an ellipsis. */
export function fit(words: string, room: number): string {
  if (widthOf(words) <= room) return words;
  let cut = words;
  while (cut.length > 1 && widthOf(`${cut}…`) > room) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}
