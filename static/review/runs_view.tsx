/** Drills laid over each other by T0: which ones, their lines, and what each came to. */
import { useEffect } from "preact/hooks";
import { Button } from "../page/kit";
import { day, hm } from "../page/time";
import { named, say, t } from "../page/words/words";
import { type Reasons, useAnswer } from "./asking";
import { FigureView } from "./figure_view";
import type { Figure } from "./ink";
import { language } from "../page/device";
import { choose, chosen, drills, fillIn, found, type HeldDrill, leftOut, MOST_RUNS, readDrills, whyNone, zonesOf } from "./runs";
import { Stroke } from "./stroke_view";
import { asked, look, pathOf } from "./view";

interface Line {
  drill: string;
  began_at: string;
  ended_at: string;
  t0: string;
  at_t0: number | null;
  peak: number | null;
  peak_s: number | null;
}

interface Runs {
  zone: string;
  lines: Line[];
  figure: Figure;
}

const MINUTE_MS = 60_000;
const REASONS: Reasons = { 403: "review.not-yours", 404: "review.drills.unknown", 409: "review.drills.no-t0", 422: "review.drills.wrong" };

/** One picker a line, one more while there is room, and the zone. */
export function DrillChoices() {
  if (!drills.value?.some((each) => each.t0)) return null;
  const names = chosen(asked.value);
  const places = names.length < Math.min(MOST_RUNS, drills.value.length) ? [...names, ""] : names;
  const zones = zonesOf(names);
  return (
    <div class="review-runs">
      {places.map((name, place) => (
        <DrillField key={place} name={name} place={place} alone={names.length === 1} taken={names} />
      ))}
      {zones.length ? (
        <label class="field">
          <span>{t("review.zone")}</span>
          <select class="review-zone" value={asked.value.zone} onChange={(event) => look({ zone: (event.target as HTMLSelectElement).value })}>
            {zones.map(({ id, names: words }) => (
              <option key={id} value={id}>
                {named(words)}
              </option>
            ))}
          </select>
        </label>
      ) : null}
    </div>
  );
}

function DrillField({ name, place, alone, taken }: { name: string; place: number; alone: boolean; taken: string[] }) {
  const known = !name || found(name);
  return (
    <label class="field">
      <span>
        {name ? <Stroke place={place} /> : null} {t(name ? `review.line.${(place + 1) as 1 | 2 | 3 | 4}` : "review.drills.add")}
      </span>
      <select class="review-drill" value={name} onChange={(event) => choose(place, (event.target as HTMLSelectElement).value)}>
        {alone && name ? null : <option value="">{t(name ? "review.drills.less" : "review.drills.none-yet")}</option>}
        {known ? null : <option value={name}>{name}</option>}
        {drills.value!.map((each) => (
          <option key={each.drill} value={each.drill} disabled={!each.t0 || (each.drill !== name && taken.includes(each.drill))}>
            {[each.drill, named(each.names), day(each.began_at), t0Words(each)].join(" · ")}
          </option>
        ))}
      </select>
    </label>
  );
}

function t0Words({ t0, why }: HeldDrill): string {
  return t0 ? t("review.t0", { at: hm(t0) }) : t("review.t0.none", { why: say(`debrief.why.${why}`, {}, why ?? "") });
}

/** What the view of drills shows below its pickers. */
export function DrillsView() {
  const { drills: names, zone } = asked.value;
  useEffect(() => void readDrills(), []);
  useEffect(fillIn, [drills.value, names, zone]);
  if (!drills.value) return <NotRead />;
  if (names && zone) return <Laid path={pathOf(asked.value, language.value)} />;
  return drills.value.some((each) => each.t0) ? <p class="review-nothing">{t("review.drills.choose")}</p> : <NoneToLay />;
}

function NotRead() {
  const why = whyNone.value;
  return (
    <div class="review-nothing">
      <p class={why === "asking" ? "quiet-line" : ""} role="status">
        {t(why)}
      </p>
      {why === "ask.failed" ? <Button onPress={() => void readDrills()}>{t("again")}</Button> : null}
    </div>
  );
}

/** None was held yet, or none of them has a T0: which, and why not. */
function NoneToLay() {
  const all = drills.value!;
  return (
    <div class="review-nothing">
      <p>{t(all.length ? "review.drills.none-crossed" : "review.drills.none")}</p>
      <ul class="review-drills-held">
        {all.map((each) => (
          <li key={each.drill}>{[each.drill, named(each.names), day(each.began_at), t0Words(each)].join(" · ")}</li>
        ))}
      </ul>
      <a class="button" href="/drills">
        {t("drills.title")}
      </a>
    </div>
  );
}

function Laid({ path }: { path: string }) {
  const { told, why } = useAnswer<Runs>(path, REASONS);
  if (told) return <LaidView key={path} told={told} />;
  return (
    <div class="review-nothing">
      <p class={why === "asking" ? "quiet-line" : ""} role="status">
        {t(why)}
      </p>
      {why === "asking" ? null : <Button onPress={() => look({ drills: "", zone: "" })}>{t("review.drills.afresh")}</Button>}
    </div>
  );
}

function LaidView({ told }: { told: Runs }) {
  const names = told.lines.map((line) => line.drill);
  const zone = named(zonesOf(names).find(({ id }) => id === told.zone)?.names) || told.zone;
  const title = t("review.drills.title", { drills: names.join(" / "), zone });
  return (
    <div class="review-body alone">
      <FigureView figure={told.figure} label={title} title={[title, t("review.drills.picture")]} file={`drills-${told.zone}-${names.join("-")}.png`} />
      <div class="review-sides" role="region" aria-label={t("review.aside")} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <td />
              <th scope="col">T0</th>
              <th scope="col">{t("review.drills.at-t0")}</th>
              <th scope="col">{t("review.drills.fullest")}</th>
              <th scope="col">{t("review.drills.over")}</th>
            </tr>
          </thead>
          <tbody>
            {told.lines.map((line, place) => (
              <LineRow key={line.drill} line={line} place={place} />
            ))}
          </tbody>
        </table>
        <p class="quiet-line">{t("review.drills.why")}</p>
        {leftOut.value ? <p class="quiet-line">{t("review.drills.left-out", { count: leftOut.value })}</p> : null}
      </div>
    </div>
  );
}

function LineRow({ line, place }: { line: Line; place: number }) {
  const held = found(line.drill);
  const since = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / MINUTE_MS);
  return (
    <tr class={line.peak === null ? "hatched" : ""}>
      <th scope="row">
        <Stroke place={place} /> {line.drill} {named(held?.names)}
        <small>
          {named(held?.scenario)} {day(line.began_at)} {hm(line.began_at)}
        </small>
      </th>
      <td>
        {hm(line.t0)} <small>{t("review.drills.after-begin", { minutes: since(line.began_at, line.t0) })}</small>
      </td>
      <td>{count(line.at_t0)}</td>
      <td>
        {count(line.peak)} <small>{line.peak_s === null ? "" : sinceT0(Math.round(line.peak_s / 60))}</small>
      </td>
      <td>
        {hm(line.ended_at)} <small>{sinceT0(since(line.t0, line.ended_at))}</small>
      </td>
    </tr>
  );
}

function count(people: number | null): string {
  return people === null ? t("review.unknown") : t("review.drills.people", { count: Math.round(people).toLocaleString("en") });
}

function sinceT0(minutes: number): string {
  return t(minutes < 0 ? "review.t0.before" : "review.t0.after", { minutes: Math.abs(minutes) });
}
