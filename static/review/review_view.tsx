/** Review: one station, one day, its curves with what was written that day. Every view is an address. */
import { useEffect, useRef, useState } from "preact/hooks";
import "../css/review.css";
import { theme } from "../page/device";
import { Answered, ask } from "../page/fetch";
import { Header } from "../page/header";
import { readStations } from "../page/station_page";
import type { Names } from "../page/wire";
import { named, t, type Key } from "../page/words/words";
import { inked } from "./ink";

const FIRST_DAY = "2015-04-01";

interface Figure {
  data: object[];
  layout: Record<string, unknown>;
}

function asked(): { station: string; day: string } {
  const address = new URLSearchParams(location.search);
  return { station: address.get("station") ?? "", day: address.get("day") ?? FIRST_DAY };
}

/** The page of the analyst. */
export function ReviewPage() {
  const [{ station, day }, setView] = useState(asked);
  const [stations, setStations] = useState<{ id: string; name: Names }[]>([]);
  const show = (next: { station: string; day: string }) => {
    history.pushState(null, "", `?${new URLSearchParams(next)}`);
    setView(next);
  };
  useEffect(() => {
    const back = () => setView(asked());
    addEventListener("popstate", back);
    readStations().then(
      (all) => {
        setStations(all);
        if (!asked().station && all[0]) setView({ ...asked(), station: (all.find((each) => each.id === "0243") ?? all[0]).id });
      },
      () => undefined,
    );
    return () => removeEventListener("popstate", back);
  }, []);
  return (
    <div class="review">
      <Header title={t("review.title")} />
      <form class="review-choice" onSubmit={(event) => event.preventDefault()}>
        <label class="field">
          <span>{t("review.station")}</span>
          <select value={station} onChange={(event) => show({ station: (event.target as HTMLSelectElement).value, day })}>
            {stations.map((each) => (
              <option key={each.id} value={each.id}>
                {named(each.name)} {each.id}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{t("review.day")}</span>
          <input type="date" value={day} onChange={(event) => show({ station, day: (event.target as HTMLInputElement).value })} />
        </label>
        <a class="button" href={`/api/review/stations/${station}/days/${day}/counts.csv`} download>
          {t("review.csv")}
        </a>
      </form>
      {station && day ? <DayFigure station={station} day={day} /> : null}
    </div>
  );
}

function DayFigure({ station, day }: { station: string; day: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [figure, setFigure] = useState<Figure | null>(null);
  const [why, setWhy] = useState<Key | null>("asking");
  useEffect(() => {
    setWhy("asking");
    ask<Figure>(`/api/review/stations/${station}/days/${day}/figure`).then(
      (told) => {
        setFigure(told);
        setWhy(null);
      },
      (failed: unknown) => {
        setFigure(null);
        setWhy(failed instanceof Answered && failed.status === 404 ? "review.no-day" : "ask.failed");
      },
    );
  }, [station, day]);
  useEffect(() => {
    if (figure && box.current) void draw(box.current, figure);
  }, [figure, theme.value]);
  return (
    <section class="review-figure" aria-label={t("review.figure", { station, day })}>
      {why ? <p class="quiet-line">{t(why)}</p> : null}
      <div class={figure ? "plot" : "plot unseen"} ref={box} />
    </section>
  );
}

/** The plotting library is larger than everything else together: it comes when a figure does. */
async function draw(box: HTMLElement, figure: Figure): Promise<void> {
  const { default: plotly } = await import("plotly.js-cartesian-dist-min");
  const config = { responsive: true, displaylogo: false, modeBarButtonsToRemove: ["lasso2d", "select2d"] };
  await plotly.react(box, figure.data, inked(figure.layout, box), config);
}
