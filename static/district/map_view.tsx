/** The district as a metro map: lines muted, each station a shape with its words; colour only where it is due. */
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { language } from "../page/device";
import { me } from "../page/me";
import { roomAddress } from "../page/rooms";
import { ShapeMark } from "../page/shapes";
import { named, t } from "../page/words/words";
import { broken, chart, type Chart, LINE_HEIGHT_PX, SHAPE_PX } from "./geometry";
import type { Label } from "./labels";
import type { Point } from "./layout";
import type { Grade } from "../readiness/told";
import { chosen, places, pointed, shown, stations, type Station } from "./picture";
import { headline, type Look, lookOf, shortLine } from "./sentences";

const NARROW_PX = 560;

/** The map, drawn for exactly the space it has. */
export function MapView() {
  const box = useRef<HTMLDivElement>(null);
  const [width, height] = useSize(box);
  const all = stations.value;
  const narrow = width < NARROW_PX;
  const lines = all.map((station) => (narrow ? "" : shortLine(station)));
  const drawn = useMemo(() => {
    if (!width || !height || !all.length) return null;
    const told = new Map(all.map((station, i) => [station.id, lines[i]!]));
    const name = (id: string) => nameOn(all.find((station) => station.id === id)!, narrow);
    return chart(places.value!, width, height, (place) => ({ name: broken(name(place.id)), line: told.get(place.id) ?? "" }), narrow);
  }, [width, height, language.value, shown.value, all.map((station, i) => `${station.id}${lookOf(station)}${lines[i]}`).sort().join("|")]);
  return (
    <div class="map" ref={box}>
      {drawn ? (
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t("district.map.label")}>
          <defs>
            <pattern id="unknown" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect class="map-unknown-ground" width="7" height="7" />
              <rect class="map-unknown-bar" width="3" height="7" />
            </pattern>
            <pattern id="stale" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect class="map-stale-bar" width="3" height="8" />
            </pattern>
          </defs>
          <Lines drawn={drawn} />
          {[...all].reverse().map((station) => (
            <StationMark key={station.id} station={station} at={drawn.at.get(station.id)!} label={drawn.labels.get(station.id)!} plain={narrow} />
          ))}
        </svg>
      ) : null}
    </div>
  );
}

/** The name as the map says it, with what waits there; on a phone only where something is the matter. */
function nameOn(station: Station, narrow: boolean): string {
  if (narrow && lookOf(station) === "calm") return "";
  const waits = shown.value === "alerts" ? station.state.unanswered + station.state.overdue : 0;
  return waits ? `${named(station.name)} !${waits}` : named(station.name);
}

function useSize(box: { current: HTMLDivElement | null }): [number, number] {
  const [size, setSize] = useState<[number, number]>([0, 0]);
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      setSize([Math.floor(width), Math.floor(height)]);
    });
    watch.observe(box.current!);
    return () => watch.disconnect();
  }, []);
  return size;
}

function Lines({ drawn }: { drawn: Chart }) {
  return (
    <g aria-hidden="true">
      {drawn.waysOut.map(({ key, from, to }) => (
        <line key={key} class="map-way-out" x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      ))}
      {drawn.tracks.map(({ key, points }) => (
        <polyline key={key} class="map-track" points={points.map(({ x, y }) => `${x},${y}`).join(" ")} />
      ))}
      {drawn.waysOut.map(({ key, line, to }) => (
        <g key={key} class="map-line" transform={`translate(${to.x} ${to.y})`}>
          <rect x="-13" y="-11" width="26" height="22" rx="5" />
          <text y="6" text-anchor="middle">
            {line}
          </text>
        </g>
      ))}
    </g>
  );
}

function StationMark({ station, at, label, plain }: { station: Station; at: Point; label: Label; plain: boolean }) {
  const look = lookOf(station);
  const room = `station/${station.id}`;
  const open = me.value?.rooms.includes(room);
  const words = `${named(station.name)}: ${shortLine(station)}. ${headline(station)}`;
  const marks = `station is-${look} ${station.state.stale && shown.value === "alerts" ? "stale" : ""} ${pointed.value === station.id ? "pointed" : ""}`;
  const drawn = (
    <>
      <Mark look={look} at={at} stale={station.state.stale && shown.value === "alerts"} />
      <StationWords station={station} label={label} plain={plain} />
    </>
  );
  const inside = (
    <>
      <title>{words}</title>
      {drawn}
    </>
  );
  if (shown.value === "risk") return <RiskMark station={station} marks={marks}>{drawn}</RiskMark>;
  const point = { onPointerEnter: () => (pointed.value = station.id), onPointerLeave: () => (pointed.value = null) };
  return open ? (
    <a class={marks} href={roomAddress(room)} {...point}>
      {inside}
    </a>
  ) : (
    <g class={marks} role="img" aria-label={words} {...point}>
      {inside}
    </g>
  );
}

/** A station by its static grade: a tap tells its grades beside the map and opens no room. */
function RiskMark({ station, marks, children }: { station: Station; marks: string; children: ComponentChildren }) {
  const choose = () => {
    chosen.value = station.id;
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose();
  };
  return (
    <g
      class={`${marks} risk-mark`}
      role="button"
      tabIndex={0}
      aria-pressed={chosen.value === station.id}
      onClick={choose}
      onKeyDown={key}
      onPointerEnter={() => (pointed.value = station.id)}
      onPointerLeave={() => (pointed.value = null)}
    >
      {children}
    </g>
  );
}

const GRADE_PX = 30;

/** A static grade: a square framed in its hue with its word, which no alert's shape is. */
function GradeMark({ grade, at }: { grade: Grade; at: Point }) {
  const half = GRADE_PX / 2;
  return (
    <g class={`map-grade grade-${grade}`} aria-hidden="true" transform={`translate(${at.x - half} ${at.y - half})`}>
      <rect width={GRADE_PX} height={GRADE_PX} rx="3" />
      <text x={half} y={half + 6} text-anchor="middle">
        {t(`risk.short.${grade}`)}
      </text>
    </g>
  );
}

function Mark({ look, at, stale }: { look: Look; at: Point; stale: boolean }) {
  if (look === "calm") return <circle class="map-calm" cx={at.x} cy={at.y} r="11" />;
  if (look === "unknown") return <circle class="map-unknown" cx={at.x} cy={at.y} r="14" fill="url(#unknown)" />;
  if (isGrade(look)) return <GradeMark grade={look.slice("grade-".length) as Grade} at={at} />;
  return (
    <>
      <circle class="map-halo" cx={at.x} cy={at.y} r={SHAPE_PX / 2 + 4} />
      <ShapeMark colour={look} x={at.x} y={at.y} size={SHAPE_PX} />
      {stale ? <circle cx={at.x} cy={at.y} r={SHAPE_PX / 2} fill="url(#stale)" /> : null}
    </>
  );
}

function isGrade(look: Look): look is `grade-${Grade}` {
  return look.startsWith("grade-");
}

function StationWords({ station, label, plain }: { station: Station; label: Label; plain: boolean }) {
  const x = label.anchor === "start" ? label.x + 2 : label.anchor === "end" ? label.x + label.width - 2 : label.x + label.width / 2;
  const lines = broken(nameOn(station, plain));
  return (
    <g class="map-words" text-anchor={label.anchor}>
      <rect class="map-target" x={label.x} y={label.y} width={label.width} height={label.height} />
      {lines.map((part, i) => (
        <text key={part} class="map-name" x={x} y={label.y + 16 + i * LINE_HEIGHT_PX}>
          {part}
        </text>
      ))}
      {plain ? null : (
        <text class="map-short" x={x} y={label.y + 16 + lines.length * LINE_HEIGHT_PX}>
          {shortLine(station)}
        </text>
      )}
    </g>
  );
}
