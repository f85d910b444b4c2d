/** Everything of the map as a table, for keyboards, screen readers and narrow screens. */
import { me } from "../page/me";
import { roomAddress } from "../page/rooms";
import { Shape } from "../page/shapes";
import type { Colour } from "../page/wire";
import { named, t } from "../page/words/words";
import { chosen, pointed, readyOf, shown, stations, type Station } from "./picture";
import { gradeWords, headline, type Look, lookOf, percent } from "./sentences";

/** All stations, worst first. */
export function TableView() {
  const live = shown.value === "alerts";
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label={t("district.table.label")}>
      <table class="stations">
        <caption class="unseen">{t("district.table.label")}</caption>
        <thead>
          <tr>
            <th scope="col">{t(live ? "district.column.state" : "district.risk")}</th>
            <th scope="col">{t("district.column.station")}</th>
            {live ? <LiveHeads /> : <th scope="col">{t("district.lights")}</th>}
          </tr>
        </thead>
        <tbody>
          {stations.value.map((station) => (
            <StationRow key={station.id} station={station} live={live} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LiveHeads() {
  return (
    <>
      <th scope="col">{t("district.column.headline")}</th>
      <th scope="col" class="number">{t("district.column.share")}</th>
      <th scope="col">{t("district.column.waits")}</th>
      <th scope="col" class="number">{t("district.column.sensors")}</th>
    </>
  );
}

function StationRow({ station, live }: { station: Station; live: boolean }) {
  const { state } = station;
  const room = `station/${station.id}`;
  const look = lookOf(station);
  const name = named(station.name);
  return (
    <tr
      class={pointed.value === station.id ? "pointed" : ""}
      onPointerEnter={() => (pointed.value = station.id)}
      onPointerLeave={() => (pointed.value = null)}
    >
      <td class="state">
        {live ? <State look={look} stale={state.stale && (state.known || state.colour !== null)} /> : <RiskState id={station.id} />}
        {live && state.level ? <b class="level-word">{t(`level.${state.level}`)}</b> : null}
      </td>
      <th scope="row">
        {me.value?.rooms.includes(room) ? <a href={roomAddress(room)}>{name}</a> : name}
        <span class="line-badges">
          {station.lines.map((line) => (
            <span key={line} class="badge" aria-label={t("line.number", { line })} role="img">
              {line}
            </span>
          ))}
        </span>
      </th>
      {live ? (
        <>
          <td class="headline">{headline(station)}</td>
          <td class="number">{state.known ? percent(state.share) : "–"}</td>
          <td>{waits(station)}</td>
          <td class="number">{state.sensors || "–"}</td>
        </>
      ) : (
        <td>{wanting(station.id)}</td>
      )}
    </tr>
  );
}

/** The static grade as a button: a tap tells its grades beside the table. */
function RiskState({ id }: { id: string }) {
  const grade = readyOf(id)?.grade;
  return (
    <button type="button" class={`button grade-word ${grade ? `grade-${grade}` : "hatched"}`} aria-pressed={chosen.value === id} onClick={() => (chosen.value = id)}>
      {gradeWords(id)}
    </button>
  );
}

/** Which of the six haves are not all there. */
function wanting(id: string) {
  const lights = readyOf(id)?.lights.filter((light) => light.shows !== "there");
  if (!lights) return "–";
  if (!lights.length) return t("ready.nothing-wanted");
  return (
    <a href={`/readiness/${id}`}>
      {(["missing", "overdue"] as const)
        .map((shows) => [shows, lights.filter((light) => light.shows === shows)] as const)
        .filter(([, alike]) => alike.length)
        .map(([shows, alike]) => `${t(`shows.${shows}`)} ${alike.map((light) => t(`have.${light.have}`)).join(t("list"))}`)
        .join(" · ")}
    </a>
  );
}

function State({ look, stale }: { look: Look; stale: boolean }) {
  if (look === "calm") return <span class="calm-dot">{t("state.calm")}</span>;
  if (look === "unknown") return <span class="hatched unknown-dot">{stale ? t("stale") : t("state.unknown")}</span>;
  if (look.startsWith("grade-")) return null;
  return (
    <span class={stale ? "colour-word hatched" : "colour-word"}>
      <Shape colour={look as Colour} size={30} /> {t(`colour.${look as Colour}`)}
      {stale ? <small>{t("stale")}</small> : null}
    </span>
  );
}

function waits({ state }: Station) {
  if (!state.unanswered && !state.overdue) return "–";
  return (
    <span class="waits">
      {state.unanswered ? <b class="chip">{t("rooms.unanswered", { count: state.unanswered })}</b> : null}
      {state.overdue ? <b class="chip">{t("rooms.overdue", { count: state.overdue })}</b> : null}
    </span>
  );
}
