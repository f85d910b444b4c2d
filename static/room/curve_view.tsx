/**
 * The last while as a curve: people in and out per minute with their honest interval, drawn as SVG.
 *
 * A drill has no past to ask for: its curve is what this tablet heard, never the station's.
 */
import { useEffect, useState } from "preact/hooks";
import { ask } from "../page/fetch";
import { pathsOf } from "../page/room_paths";
import { hm, now } from "../page/time";
import { t } from "../page/words/words";
import { heard } from "./drill/heard";
import { useSize } from "./size";
import type { Outlook } from "../page/wire";
import { inDrill, reading, room } from "./state";

export interface Point {
  t: string;
  in: number | null;
  out: number | null;
  in_low: number | null;
  in_high: number | null;
}

const EVERY_MS = 15_000;
const EDGE = { left: 44, right: 10, top: 22, bottom: 26 };

/** A curve over the last minutes; asks again every quarter of a minute. */
export function Curve({ minutes }: { minutes: number }) {
  const [box, size] = useSize<HTMLDivElement>();
  const points = useCurve(minutes);
  return (
    <>
      <div class="curve" ref={box}>
        {size && size.width > 120 && size.height > 60 ? <Lines points={points} minutes={minutes} {...size} /> : null}
      </div>
      {inDrill.value ? <p class="quiet-line curve-note">{t(points?.length ? "drill.curve.heard" : "drill.curve.none")}</p> : null}
    </>
  );
}

function useCurve(minutes: number): Point[] | null {
  const [points, setPoints] = useState<Point[] | null>(null);
  useEffect(() => {
    const { curve } = pathsOf(room.value);
    if (!curve) return;
    const read = () =>
      void ask<{ points: Point[] }>(curve(minutes)).then(
        (told) => setPoints(told.points),
        () => undefined,
      );
    read();
    const timer = setInterval(read, EVERY_MS);
    return () => clearInterval(timer);
  }, [minutes, room.value]);
  return inDrill.value ? heard.value : points;
}

interface Frame {
  x: (at: number) => number;
  y: (people: number) => number;
}

function Lines({ points, minutes, width, height }: { points: Point[] | null; minutes: number; width: number; height: number }) {
  const fan = fanOf(reading.value?.outlook ?? null);
  const until = fan.at(-1)?.at ?? now.value;
  const from = now.value - minutes * 60_000;
  const shown = (points ?? []).filter((point) => Date.parse(point.t) >= from);
  const top = niceTop(Math.max(10, ...shown.flatMap((point) => [point.in ?? 0, point.out ?? 0, point.in_high ?? 0]), ...fan.map((each) => each.in[1]!)));
  const frame: Frame = {
    x: (at) => EDGE.left + ((at - from) / (until - from)) * (width - EDGE.left - EDGE.right),
    y: (people) => height - EDGE.bottom - (people / top) * (height - EDGE.top - EDGE.bottom),
  };
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t("curve.title", { minutes })}>
      <Axes frame={frame} top={top} from={from} until={until} width={width} />
      <path class="curve-band" d={band(shown, frame)} />
      <Fan fan={fan} frame={frame} days={reading.value?.outlook?.days ?? 0} />
      <path class="curve-out" d={line(shown, frame, (point) => point.out)} />
      <path class="curve-in" d={line(shown, frame, (point) => point.in)} />
      <Legend width={width} />
      {points && shown.length === 0 ? (
        <text class="curve-none" x={width / 2} y={height / 2} text-anchor="middle">
          {t("no-data")}
        </text>
      ) : null}
    </svg>
  );
}

/** One step of what is expected: at its middle moment, low, middle and high of either way. */
interface Expected {
  at: number;
  in: number[];
  out: number[];
}

// Without days to go by, an hour is a guess: twenty minutes are shown.
const STEPS_BY_TODAY_ALONE = 4;

/** The steps that are known of both ways, as far as they are worth showing. */
function fanOf(outlook: Outlook | null): Expected[] {
  if (!outlook) return [];
  const begins = Date.parse(outlook.from);
  const steps = outlook.days ? outlook.in.length : STEPS_BY_TODAY_ALONE;
  return outlook.in.slice(0, steps).flatMap((entering, step) => {
    const leaving = outlook.out[step];
    return entering && leaving ? [{ at: begins + (step + 0.5) * outlook.step_s * 1000, in: entering, out: leaving }] : [];
  });
}

function Fan({ fan, frame, days }: { fan: Expected[]; frame: Frame; days: number }) {
  if (!fan.length) return null;
  const path = (of: (each: Expected) => number) => fan.map((each) => `${frame.x(each.at).toFixed(1)} ${frame.y(of(each)).toFixed(1)}`);
  const over = path((each) => each.in[2]!);
  const under = path((each) => each.in[0]!).reverse();
  const ends = frame.x(fan.at(-1)!.at);
  return (
    <g>
      <title>{t(days ? "curve.outlook" : "curve.outlook.today", { days })}</title>
      <path class="curve-fan" d={`M${[...over, ...under].join("L")}Z`} />
      <path class="curve-out curve-expected" d={`M${path((each) => each.out[1]!).join("L")}`} />
      <path class="curve-in curve-expected" d={`M${path((each) => each.in[1]!).join("L")}`} />
      <text class="curve-fan-words" x={ends} y={EDGE.top + 16} text-anchor="end">
        {t(days ? "curve.expected" : "curve.expected.today")}
      </text>
    </g>
  );
}

function niceTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= most) ?? most;
}

function Axes({ frame, top, from, until, width }: { frame: Frame; top: number; from: number; until: number; width: number }) {
  const step = (until - from) / 60_000 > 150 ? 60 : (until - from) / 60_000 > 75 ? 30 : 15;
  const first = Math.ceil(from / (step * 60_000)) * step * 60_000;
  const hours = Array.from({ length: Math.floor((until - first) / (step * 60_000)) + 1 }, (_, place) => first + place * step * 60_000);
  return (
    <g class="curve-axes">
      {[0, top / 2, top].map((people) => (
        <g key={people}>
          <line x1={EDGE.left} x2={width - EDGE.right} y1={frame.y(people)} y2={frame.y(people)} />
          <text x={EDGE.left - 6} y={frame.y(people) + 6} text-anchor="end">
            {people}
          </text>
        </g>
      ))}
      {hours.map((at) => (
        <text key={at} x={Math.min(width - 30, Math.max(EDGE.left + 16, frame.x(at)))} y={frame.y(0) + 20} text-anchor="middle">
          {hm(at)}
        </text>
      ))}
    </g>
  );
}

function Legend({ width }: { width: number }) {
  return (
    <g class="curve-legend">
      <text x={EDGE.left} y="15">
        {t("curve.unit")}
      </text>
      <line class="curve-in" x1={width - 150} x2={width - 126} y1="10" y2="10" />
      <text x={width - 120} y="15">
        {t("curve.in")}
      </text>
      <line class="curve-out" x1={width - 76} x2={width - 52} y1="10" y2="10" />
      <text x={width - 46} y="15">
        {t("curve.out")}
      </text>
    </g>
  );
}

/** A line with gaps where nothing is known: a gap is no zero. */
function line(points: Point[], frame: Frame, value: (point: Point) => number | null): string {
  let pen = "M";
  return points
    .map((point) => {
      const people = value(point);
      if (people === null) {
        pen = "M";
        return "";
      }
      const drawn = `${pen}${frame.x(Date.parse(point.t)).toFixed(1)} ${frame.y(people).toFixed(1)}`;
      pen = "L";
      return drawn;
    })
    .join("");
}

/** The interval as one shape per stretch that is known. */
function band(points: Point[], frame: Frame): string {
  const at = (point: Point, people: number) => `${frame.x(Date.parse(point.t)).toFixed(1)} ${frame.y(people).toFixed(1)}`;
  return stretches(points)
    .map((known) => {
      const over = known.map((point) => at(point, point.in_high!));
      const under = known.map((point) => at(point, point.in_low!)).reverse();
      return `M${[...over, ...under].join("L")}Z`;
    })
    .join("");
}

function stretches(points: Point[]): Point[][] {
  const found: Point[][] = [[]];
  for (const point of points) {
    if (point.in_low !== null && point.in_high !== null) found.at(-1)!.push(point);
    else found.push([]);
  }
  return found.filter((stretch) => stretch.length > 1);
}
