/**
 * The lines and stations drawn from their own positions (WGS84), without tiles and without a network.
 *
 * A station is a small ring while calm, hatched while not known, and the shape of its colour when one
 * is asked for. Static risk is a ring of its own: hatched until somebody has assessed it.
 */
import { ShapeMark } from "../page/shapes";
import { useSize } from "../room/size";
import { fit, widthOf } from "../room/inside_zone";
import { named, t } from "../page/words/words";
import { headlineWords, spokenState } from "./state_words";
import { liveShown, type Place, places, riskAssessed, riskShown, states, tracks } from "./state";

interface Spot {
  place: Place;
  x: number;
  y: number;
}

interface Label {
  x: number;
  y: number;
  anchor: "start" | "end" | "middle";
}

const EDGE = 46;
const LABEL_HEIGHT = 20;

/** The map. */
export function DistrictMap() {
  const [box, size] = useSize<HTMLDivElement>();
  return (
    <div class="map" ref={box}>
      {size && places.value.length ? <Drawing width={size.width} height={size.height} /> : null}
    </div>
  );
}

function Drawing({ width, height }: { width: number; height: number }) {
  const spots = placed(places.value, width, height);
  const labels = labelled(spots, width);
  const at = (id: string) => spots.find((spot) => spot.place.id === id)!;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={t("district.map")}>
      <defs>
        <pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="hatch-ground" width="8" height="8" />
          <rect class="hatch-line" width="3.5" height="8" />
        </pattern>
      </defs>
      {tracks.value.map((track) => (
        <line key={`${track.line}${track.from}${track.to}`} class="track" x1={at(track.from).x} y1={at(track.from).y} x2={at(track.to).x} y2={at(track.to).y} />
      ))}
      {lineNames(at).map((each) => (
        <text key={each.words} class="line-name" x={each.x} y={each.y + 6} text-anchor="middle">
          {each.words}
        </text>
      ))}
      {spots.map((spot, index) => (
        <Station key={spot.place.id} spot={spot} label={labels[index]!} />
      ))}
    </svg>
  );
}

/** Name the lines of each stretch once, on the longest track where they run together. */
function lineNames(at: (id: string) => Spot): { words: string; x: number; y: number }[] {
  const together = new Map<string, { lines: string[]; from: Spot; to: Spot }>();
  for (const track of tracks.value) {
    const key = `${track.from} ${track.to}`;
    const known = together.get(key);
    if (known) known.lines.push(track.line);
    else together.set(key, { lines: [track.line], from: at(track.from), to: at(track.to) });
  }
  const named = new Set<string>();
  return [...together.values()]
    .sort((one, other) => length(other) - length(one))
    .flatMap(({ lines, from, to }) => {
      const words = lines.sort().join("·");
      if (named.has(words)) return [];
      named.add(words);
      return [{ words, x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }];
    });
}

function length({ from, to }: { from: Spot; to: Spot }): number {
  return Math.hypot(from.x - to.x, from.y - to.y);
}

/** Fit the stations into the box, north up, without stretching. */
function placed(known: Place[], width: number, height: number): Spot[] {
  const squeeze = Math.cos((known[0]!.lat * Math.PI) / 180);
  const east = known.map((place) => place.lon * squeeze);
  const north = known.map((place) => place.lat);
  const [west, south] = [Math.min(...east), Math.min(...north)];
  const wide = Math.max(...east) - west || 1;
  const tall = Math.max(...north) - south || 1;
  // A schematic may be a little wider than the city: labels need the room.
  const scaleY = (height - 2 * EDGE) / tall;
  const scaleX = Math.min((width - 4 * EDGE) / wide, scaleY * 1.7);
  const left = (width - wide * scaleX) / 2;
  return known.map((place, index) => ({
    place,
    x: left + (east[index]! - west) * scaleX,
    y: height - EDGE - (north[index]! - south) * scaleY,
  }));
}

/** Give each name the first free side: right, left, below, above. */
function labelled(spots: Spot[], width: number): Label[] {
  const taken: { x: number; y: number; width: number }[] = spots.map((spot) => ({ x: spot.x - 14, y: spot.y, width: 28 }));
  return spots.map((spot) => {
    const long = widthOf(named(spot.place.name)) + 4;
    const sides: (Label & { left: number })[] = [
      { x: spot.x + 20, y: spot.y, anchor: "start", left: spot.x + 20 },
      { x: spot.x - 20, y: spot.y, anchor: "end", left: spot.x - 20 - long },
      { x: spot.x, y: spot.y + 28, anchor: "middle", left: spot.x - long / 2 },
      { x: spot.x, y: spot.y - 28, anchor: "middle", left: spot.x - long / 2 },
    ];
    const free = sides.find((side) => side.left > 2 && side.left + long < width - 2 && !taken.some((other) => overlaps(side.left, side.y, long, other)));
    const chosen = free ?? sides[0]!;
    taken.push({ x: chosen.left, y: chosen.y, width: long });
    return chosen;
  });
}

function overlaps(left: number, y: number, width: number, other: { x: number; y: number; width: number }): boolean {
  return left < other.x + other.width && other.x < left + width && Math.abs(y - other.y) < LABEL_HEIGHT;
}

function Station({ spot, label }: { spot: Spot; label: Label }) {
  const state = states.value[spot.place.id];
  const colour = liveShown.value ? (state?.colour ?? null) : null;
  const unknown = liveShown.value && !state?.known;
  const words = colour && state ? headlineWords(state) : "";
  return (
    <a class="station" href={`/room/station/${spot.place.id}`} aria-label={`${named(spot.place.name)}: ${state ? spokenState(state) : ""}`}>
      {riskShown.value ? <circle class={riskAssessed.value ? "risk" : "risk unassessed"} cx={spot.x} cy={spot.y} r="20" /> : null}
      {colour ? (
        <ShapeMark colour={colour} x={spot.x} y={spot.y} size={36} />
      ) : (
        <circle class={unknown ? "stop unknown" : "stop"} cx={spot.x} cy={spot.y} r={spot.place.lines.length > 1 ? 10 : 7} />
      )}
      <text class={colour ? "station-name loud" : "station-name"} x={label.x} y={label.y + 6} text-anchor={label.anchor}>
        {named(spot.place.name)}
      </text>
      {words ? (
        <text class="station-words" x={label.x} y={label.y + 26} text-anchor={label.anchor}>
          {fit(words, 240)}
        </text>
      ) : null}
    </a>
  );
}
