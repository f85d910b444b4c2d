/**
 * Gives the server's figure the page's own type and ground, light or dark, and words for its marks.
 *
 * The plotting library is larger than everything else together: it comes when a figure does.
 */
import { theme } from "../page/device";
import { say, t } from "../page/words/words";
import { handOut, pngOf } from "./picture";

interface Trace {
  type?: string;
  text?: string[] | string[][];
  colorscale?: [number, string][];
  colorbar?: object;
  line?: { color?: string; width?: number };
  marker?: { color?: string | string[]; symbol?: string | string[]; size?: number };
  fillpattern?: object;
  fillcolor?: string;
  name?: string;
}

export interface Figure {
  data: Trace[];
  layout: Record<string, unknown>;
}

const AXES = ["xaxis", "yaxis", "yaxis2"] as const;
// The server's inks are chosen for white paper; these are the same hues for a dark ground.
const ON_DARK: Record<string, string> = {
  "#1764c0": "#6cacff",
  "#8a6d1d": "#d8b24a",
  "#b8487f": "#f08dbd",
  "#9b3fb5": "#d48be8",
  "#0b7a75": "#4cc3bd",
  "#7a5c2e": "#c9a56b",
  "#5d6673": "#a9b4c2",
  "#3f6f2a": "#8cc172",
};
// On a dark ground the fullest cell is the lightest.
const HEAT_ON_DARK: Record<string, string> = {
  "#e3f1f0": "#16302f",
  "#7cc0bb": "#1f6f6a",
  "#1f8a83": "#4cc3bd",
  "#063f3c": "#d9fffb",
  "#8a3f9e": "#e48bff",
};
// A colour is never alone: the marks have the shapes of the alerts.
const SYMBOLS: Record<string, string> = { blue: "circle", yellow: "triangle-up", orange: "diamond", red: "octagon" };
// Hatching lies on almost nothing, so that the curves below it stay readable.
const VEIL = "rgba(128,128,128,0.1)";
const NARROW_PX = 700;

// The figure in the picture that is taken away: as wide as a slide, with room for its head.
const PICTURE = { width: 1600, height: 810 };

/** Bring the plotting library; asked for again it is there at once. */
export function loadPlotly() {
  return import("plotly.js-cartesian-dist-min");
}

/** Draw a figure into its box, or draw it anew. */
export async function draw(box: HTMLElement, figure: Figure): Promise<void> {
  const { default: plotly } = await loadPlotly();
  // Its own buttons are too small for a thumb; the page has two of its own.
  const config = { responsive: true, displayModeBar: false };
  await plotly.react(box, figure.data.map(inkedTrace), inkedLayout(figure.layout, box), config);
}

/** Hand out the figure as a picture that says what it shows and until when. */
export async function picture(box: HTMLElement, figure: Figure, title: string[], file: string): Promise<void> {
  const { default: plotly } = await loadPlotly();
  const layout = {
    ...inkedLayout(figure.layout, box),
    ...PICTURE,
    autosize: false,
    margin: { l: 40, r: 40, t: 30, b: 40 },
  };
  const drawn = await plotly.toImage({ data: figure.data.map(inkedTrace), layout }, { format: "svg", ...PICTURE });
  const svg = decodeURIComponent(drawn.slice(drawn.indexOf(",") + 1));
  handOut(await pngOf(svg, PICTURE, { lines: [...title, "Metro Flow"], ...headInks(box) }), file);
}

function headInks(box: HTMLElement): { ink: string; ground: string; type: string } {
  const style = getComputedStyle(box);
  return { ink: style.getPropertyValue("--ink").trim(), ground: style.getPropertyValue("--panel").trim(), type: style.fontFamily };
}

function inkedTrace(trace: Trace): Trace {
  if (trace.type === "heatmap") return { ...trace, ...heatInks(trace) };
  const line = trace.line && { ...trace.line, color: ink(trace.line.color) };
  const fillcolor = trace.fillpattern ? VEIL : softInk(trace.fillcolor);
  const marker = markShapes(trace);
  const text = (trace.text as string[] | undefined)?.map(markWords);
  return { ...trace, ...(line && { line }), ...(fillcolor && { fillcolor }), ...(marker && { marker }), ...(text && { text }) };
}

function markShapes({ marker, text }: Trace): Trace["marker"] {
  const colours = (text as string[] | undefined)?.map((each) => each.split(" ").at(-1)!) ?? [];
  if (!marker || !colours.every((colour) => colour in SYMBOLS)) return marker;
  return { ...marker, size: 15, symbol: colours.map((colour) => SYMBOLS[colour]!) };
}

function heatInks({ colorscale, colorbar }: Trace): Trace {
  const scale = theme.value === "dark" ? colorscale?.map(([at, light]): [number, string] => [at, HEAT_ON_DARK[light] ?? light]) : colorscale;
  return { colorscale: scale, colorbar: { ...colorbar, outlinewidth: 0, tickformat: ",d" } };
}

function ink(colour: string | undefined): string | undefined {
  return colour && theme.value === "dark" ? (ON_DARK[colour] ?? colour) : colour;
}

/** rgba(23,100,192,0.15) is the soft twin of #1764c0. */
function softInk(colour: string | undefined): string | undefined {
  const parts = colour?.match(/^rgba\((\d+),(\d+),(\d+),([\d.]+)\)$/);
  if (!parts || theme.value !== "dark") return colour;
  const hex = `#${[1, 2, 3].map((i) => Number(parts[i]).toString(16).padStart(2, "0")).join("")}`;
  const light = ON_DARK[hex];
  if (!light) return colour;
  const [red, green, blue] = [1, 3, 5].map((i) => parseInt(light.slice(i, i + 2), 16));
  return `rgba(${red},${green},${blue},0.22)`;
}

/** "#20 AlertColourChanged red" → 20 预警变色 · 红色; "#20–#31 (5) red" → 20–31 · 5条 · 红色. */
function markWords(text: string): string {
  const [, first, last, count, worst] = text.match(/^#(\d+)–#(\d+) \((\d+)\) ?(\w*)$/) ?? [];
  if (first) return [`${first}–${last}`, t("review.marks.count", { count }), worst && say(`colour.${worst}`, {}, worst)].filter(Boolean).join(" · ");
  const [, seq, kind, colour] = text.match(/^#(\d+) (\w+) ?(\w*)$/) ?? [];
  if (!kind) return text;
  const words = `${seq} ${say(`mark.${kind}`, {}, kind)}`;
  return colour ? `${words} · ${say(`colour.${colour}`, {}, colour)}` : words;
}

function inkedLayout(layout: Record<string, unknown>, box: HTMLElement): Record<string, unknown> {
  const style = getComputedStyle(box);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const narrow = box.clientWidth < NARROW_PX;
  const axis = { gridcolor: token("--line"), zerolinecolor: token("--line-strong"), linecolor: token("--line-strong"), automargin: true, fixedrange: narrow };
  const axes = AXES.filter((name) => name in layout);
  const inked = Object.fromEntries(axes.map((name) => [name, { ...(layout[name] as object), ...axis }]));
  return {
    ...layout,
    ...inked,
    title: undefined,
    autosize: true,
    paper_bgcolor: token("--panel"),
    plot_bgcolor: token("--panel"),
    font: { family: style.fontFamily, size: 16, color: token("--ink") },
    hoverlabel: { bgcolor: token("--raised"), bordercolor: token("--line-strong"), font: { color: token("--ink") } },
    legend: { orientation: "h", yanchor: "bottom", y: 1.03, x: 0, itemsizing: "constant" },
    margin: { l: 12, r: 16, t: 16, b: 12 },
  };
}
