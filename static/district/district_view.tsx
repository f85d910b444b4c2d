/** The district wall: one map, two switches, what is unanswered, late or ill, and all of it as a table. */
import { useEffect } from "preact/hooks";
import "../css/district.css";
import { Header } from "../page/header";
import { Button } from "../page/kit";
import { Shape, WORST_FIRST } from "../page/shapes";
import { link, silence } from "../page/socket";
import { hms, now, stretch } from "../page/time";
import { named, t } from "../page/words/words";
import { DistrictMap } from "./map_view";
import { failed, liveShown, openDistrict, places, riskShown, states, worstFirst } from "./state";
import { StationTable } from "./table_view";

/** The whole wall. */
export function DistrictPage() {
  useEffect(() => void openDistrict(), []);
  return (
    <div class="district">
      <Header title={t("district.title")}>
        <Tally />
      </Header>
      <main>
        <section class="district-map" aria-label={t("district.map")}>
          <div class="tabs">
            <Switch on={liveShown.value} onPress={() => (liveShown.value = !liveShown.value)} words={t("district.live")} />
            <Switch on={riskShown.value} onPress={() => (riskShown.value = !riskShown.value)} words={t("district.risk")} />
            <span class="district-clock">
              {link.value === "live" ? "" : `${t(`link.${link.value}`, { age: stretch(silence.value) })} · `}
              {hms(now.value)}
            </span>
          </div>
          <DistrictMap />
        </section>
        <Waiting />
        <StationTable />
      </main>
      {failed.value && !places.value.length ? <p class="district-failed">{t("district.failed")}</p> : null}
    </div>
  );
}

function Switch({ on, onPress, words }: { on: boolean; onPress: () => void; words: string }) {
  return (
    <Button pressed={on} onPress={onPress} class="switch">
      <span aria-hidden="true">{on ? "●" : "○"}</span> {words}
    </Button>
  );
}

/** How many stations have each colour; none is said in words. */
function Tally() {
  const all = Object.values(states.value);
  const counts = WORST_FIRST.map((colour) => ({ colour, count: all.filter((state) => state.colour === colour).length }));
  const unknown = all.filter((state) => !state.known).length;
  return (
    <p class="tally">
      {counts.map(({ colour, count }) =>
        count ? (
          <span key={colour}>
            <Shape colour={colour} size={26} /> {count}
          </span>
        ) : null,
      )}
      {counts.every(({ count }) => !count) ? <span>{t("district.none")}</span> : null}
      {unknown ? <span class="badge hatched">{t("district.unknown", { count: unknown })}</span> : null}
    </p>
  );
}

function Waiting() {
  const rows = worstFirst.value.map((place) => ({ place, state: states.value[place.id]! })).filter(({ state }) => state);
  const lists = [
    { title: t("district.unanswered"), field: "unanswered" as const, unit: "district.people" as const },
    { title: t("district.overdue"), field: "overdue" as const, unit: "count" as const },
    { title: t("district.sensors"), field: "sensors" as const, unit: "district.groups" as const },
  ];
  return (
    <section class="district-waiting" aria-label={t("district.waiting")}>
      {lists.map(({ title, field, unit }) => {
        const shown = rows.filter(({ state }) => state[field] > 0);
        return (
          <div key={field}>
            <h2>
              {title} {shown.length ? <b class="chip">{shown.reduce((sum, { state }) => sum + state[field], 0)}</b> : null}
            </h2>
            <ul class="lines">
              {shown.map(({ place, state }) => (
                <li key={place.id}>
                  <a href={`/room/station/${place.id}`}>{named(place.name)}</a>
                  <b>{t(unit, { count: state[field] })}</b>
                </li>
              ))}
              {shown.length ? null : <li class="quiet-line">{t("district.nobody")}</li>}
            </ul>
          </div>
        );
      })}
    </section>
  );
}
