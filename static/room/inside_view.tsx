/**
 * The station inside as a plain scheme: street, unpaid hall, gates, paid hall, one platform per line.
 *
 * Grey by default; a zone takes a colour only when its figures ask for one, and is hatched when
 * nobody knows. It claims no geometry: areas nobody published are marked 估.
 */
import { age } from "../page/time";
import { t } from "../page/words/words";
import type { SensorReading, ZoneReading } from "../page/wire";
import { widthOf, Zone } from "./inside_zone";
import { open } from "./sheets";
import { useSize } from "./size";
import { profile, reading } from "./state";

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
    coming: null,
  }));
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
  const line = words.filter(Boolean).join(" · ");
  const middle = y + GATES / 2;
  const free = Math.max(0, (width - widthOf(line) - 32) / 2);
  return (
    <g class="gates">
      <line x1="0" x2={free} y1={middle} y2={middle} />
      <line x1={width - free} x2={width} y1={middle} y2={middle} />
      <text x={width / 2} y={middle + 6} text-anchor="middle">
        {line}
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
          <g key={exit.id} class={exit.open ? (ill ? "exit ill" : "exit") : "exit closed"} transform={`translate(${place * each} 0)`} role="button" tabIndex={0} aria-description={t("exit.name", { exit: exit.id })} onClick={() => open({ of: "exit", exit: exit.id })} onKeyDown={(event) => event.key === "Enter" && open({ of: "exit", exit: exit.id })}>
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
