/**
 * The station inside as a plain scheme: street, unpaid hall, gates, paid hall, one platform per line.
 *
 * Grey by default; a zone takes a colour only when its figures ask for one, and is hatched when
 * nobody knows. It claims no geometry: areas nobody published are marked 估.
 */
import { age, hm } from "../page/time";
import { t } from "../page/words/words";
import type { ByEye, SensorReading, ZoneReading } from "../page/wire";
import { headcount, percent, zoneName } from "./names";
import { open } from "./sheets";
import { useSize } from "./size";
import { panels, profile, reading } from "./state";

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const GAP = 8;
const STREET = 52;
const GATES = 26;

/** The drawing of the station's inside. */
export function Inside() {
  const [box, size] = useSize<HTMLDivElement>();
  return (
    <div class="inside" ref={box}>
      {size && size.width > 0 ? <Scheme width={size.width} height={size.height} /> : null}
    </div>
  );
}

function Scheme({ width, height }: { width: number; height: number }) {
  const zones = reading.value?.zones ?? blankZones();
  const platforms = zones.filter((zone) => zone.zone.startsWith("platform"));
  const rest = height - STREET - GATES - 2 * GAP;
  const hall = Math.floor(rest * 0.29);
  const unpaid = { x: 0, y: STREET, width, height: hall };
  const paid = { x: 0, y: STREET + hall + GATES, width, height: hall };
  const top = paid.y + hall + 2 * GAP;
  const each = (width - GAP * (platforms.length - 1)) / Math.max(1, platforms.length);
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t("picture.inside")}>
      <Hatch />
      <Exits width={width} />
      <Zone zone={find(zones, "unpaid")} box={unpaid} />
      <Gates width={width} y={STREET + hall} />
      <Zone zone={find(zones, "paid")} box={paid} />
      {platforms.map((zone, place) => (
        <g key={zone.zone}>
          <line class="stairs" x1={place * (each + GAP) + each / 2} x2={place * (each + GAP) + each / 2} y1={paid.y + hall} y2={top} />
          <Zone zone={zone} box={{ x: place * (each + GAP), y: top, width: each, height: height - top }} />
        </g>
      ))}
    </svg>
  );
}

function Hatch() {
  return (
    <defs>
      <pattern id="hatch" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="hatch-ground" width="12" height="12" />
        <rect class="hatch-line" width="5" height="12" />
      </pattern>
    </defs>
  );
}

function find(zones: ZoneReading[], id: string): ZoneReading | null {
  return zones.find((zone) => zone.zone === id) ?? null;
}

/** Before the first reading: the station's own spaces, all unknown. */
function blankZones(): ZoneReading[] {
  return (profile.value?.spaces ?? []).map((space) => ({
    zone: space.id,
    line: space.lines[0] ?? null,
    people: null,
    low: null,
    high: null,
    density: null,
    share: null,
    area_m2: space.area_m2,
    holding: space.holding,
    assumed: space.assumed,
    class: "gates-only",
    coverage: 0,
    unknown: "no-reading",
    asks: null,
    trend_per_minute: null,
    by_eye: false,
  }));
}

function Zone({ zone, box }: { zone: ZoneReading | null; box: Box }) {
  if (!zone) return null;
  const eye = panels.value?.situation.by_eye.find((each) => each.zone === zone.zone);
  const unknown = zone.share === null;
  const stale = reading.value?.stale ?? true;
  const look = unknown || stale ? "zone-unknown" : zone.asks ? `zone-asks is-${zone.asks}` : "";
  const level = Math.min(1.2, zone.share ?? 0) / 1.2;
  const bar = Math.round((box.height - 4) * level);
  return (
    <g class={`zone ${look}`} transform={`translate(${box.x} ${box.y})`} role="button" tabIndex={0} aria-label={spoken(zone)} onClick={() => open({ of: "by-eye", zone: zone.zone })} onKeyDown={(event) => event.key === "Enter" && open({ of: "by-eye", zone: zone.zone })}>
      <rect class="zone-box" width={box.width} height={box.height} rx="4" />
      {unknown ? null : <rect class="zone-level" x="2" y={box.height - 2 - bar} width="10" height={bar} />}
      <line class="zone-full" x1="0" x2="16" y1={box.height - 2 - (box.height - 4) / 1.2} y2={box.height - 2 - (box.height - 4) / 1.2} />
      <ZoneWords zone={zone} box={box} eye={eye} />
    </g>
  );
}

function ZoneWords({ zone, box, eye }: { zone: ZoneReading; box: Box; eye: ByEye | undefined }) {
  const narrow = box.width < 220;
  const tall = box.height >= 92;
  const figure = zone.share === null ? t("no-data") : percent(zone.share);
  const lines = details(zone, eye, narrow);
  const shown = lines.slice(0, tall ? Math.floor((box.height - 58) / 22) : 0);
  return (
    <>
      <text class="zone-name" x="22" y="24">
        {zoneName(zone.zone)}
        {zone.assumed ? ` ${t("assumed")}` : ""}
      </text>
      <text class={zone.share === null ? "zone-figure missing" : "zone-figure"} x={narrow ? 22 : box.width - 12} y={narrow ? 52 : 30} text-anchor={narrow ? "start" : "end"}>
        {figure}
      </text>
      {narrow || tall
        ? shown.map((words, place) => (
            <text key={place} class="zone-more" x="22" y={(narrow ? 76 : 48) + 22 * place}>
              {words}
            </text>
          ))
        : <text class="zone-more" x="22" y="46">{box.height >= 52 ? lines.join(" · ") : ""}</text>}
    </>
  );
}

function details(zone: ZoneReading, eye: ByEye | undefined, narrow: boolean): string[] {
  const interval = zone.low !== null && zone.high !== null ? `${headcount(zone.low)}–${headcount(zone.high)}` : "";
  const people = zone.people === null ? "" : t("people.about", { people: headcount(zone.people) });
  const trend = zone.trend_per_minute ? t("trend", { trend: (zone.trend_per_minute > 0 ? "+" : "") + Math.round(zone.trend_per_minute) }) : "";
  const seen = eye ? t("by-eye.at", { time: hm(eye.at), step: t(`crowd.${eye.step}`) }) : "";
  const all = narrow ? [people, interval, trend, seen] : [[people, interval && `(${interval})`].filter(Boolean).join(" "), trend, seen];
  return all.filter(Boolean);
}

function spoken(zone: ZoneReading): string {
  const figure = zone.share === null ? t("no-data") : percent(zone.share);
  const colour = zone.asks ? t(`colour.${zone.asks}`) : "";
  return [zoneName(zone.zone), figure, colour, zone.assumed ? t("assumed.long") : ""].filter(Boolean).join(", ");
}

function Gates({ width, y }: { width: number; y: number }) {
  const told = reading.value;
  const into = told?.rates.in["1"]?.per_minute ?? told?.rates.in["5"]?.per_minute ?? null;
  const out = told?.rates.out["1"]?.per_minute ?? told?.rates.out["5"]?.per_minute ?? null;
  const words = [
    into === null ? "" : t("gates.in", { people: Math.round(into) }),
    out === null ? "" : t("gates.out", { people: Math.round(out) }),
    told ? t("gates.heard", { heard: told.gates.heard, of: told.gates.of }) : t("no-data"),
  ];
  return (
    <g class="gates">
      <line x1="0" x2={width} y1={y + GATES / 2} y2={y + GATES / 2} />
      <text x={width / 2} y={y + GATES / 2 + 6} text-anchor="middle">
        {words.filter(Boolean).join("  ·  ")}
      </text>
    </g>
  );
}

function Exits({ width }: { width: number }) {
  const exits = profile.value?.exits ?? [];
  const each = exits.length ? Math.min(96, width / exits.length) : width;
  return (
    <g class="exits">
      <line class="street" x1="0" x2={width} y1={STREET - 8} y2={STREET - 8} />
      {exits.map((exit, place) => {
        const ill = illAt(exit.id);
        return (
          <g key={exit.id} class={exit.open ? (ill ? "exit ill" : "exit") : "exit closed"} transform={`translate(${place * each} 0)`} role="button" tabIndex={0} aria-label={t("exit.name", { exit: exit.id })} onClick={() => open({ of: "exit", exit: exit.id })} onKeyDown={(event) => event.key === "Enter" && open({ of: "exit", exit: exit.id })}>
            <rect x="1" width={each - 4} height={STREET - 8} rx="4" />
            <text x={each / 2 - 1} y={ill ? 19 : 28} text-anchor="middle">
              {t(each < 60 ? "exit.short" : "exit.name", { exit: exit.id })}
            </text>
            {ill ? (
              <text class="exit-ill" x={each / 2 - 1} y="38" text-anchor="middle">
                {Math.round(age(ill.since) / 60)}′
              </text>
            ) : null}
          </g>
        );
      })}
    </g>
  );
}

/** The sick gate group at an exit, if one is. */
export function illAt(exit: string): SensorReading | undefined {
  const groups = profile.value?.gate_groups?.filter((group) => group.exit === exit).map((group) => group.id) ?? [];
  return reading.value?.sensors.find((sensor) => groups.includes(sensor.gate_group) || sensor.gate_group.endsWith(`-E${exit}`));
}
