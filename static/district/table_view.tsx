/** Everything of the map as a table: for the keyboard, the screen reader, and whoever likes rows. */
import { Shape } from "../page/shapes";
import { named, t } from "../page/words/words";
import { lineName, percent } from "../room/names";
import { reasonOf, stateWords } from "./state_words";
import { liveShown, type Place, riskAssessed, riskShown, type StationState, states, worstFirst } from "./state";

/** The table of stations, worst first. */
export function StationTable() {
  return (
    <section class="district-table" tabIndex={0} aria-label={t("district.table")}>
      <table>
        <caption class="unseen">{t("district.table")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("district.station")}</th>
            {liveShown.value ? <th scope="col">{t("district.state")}</th> : null}
            {liveShown.value ? <th scope="col">{t("district.fullest")}</th> : null}
            {riskShown.value ? <th scope="col">{t("district.risk")}</th> : null}
            <th scope="col">{t("district.response")}</th>
          </tr>
        </thead>
        <tbody>
          {worstFirst.value.map((place) => {
            const state = states.value[place.id];
            return state ? <Row key={place.id} place={place} state={state} /> : null;
          })}
        </tbody>
      </table>
    </section>
  );
}

function Row({ place, state }: { place: Place; state: StationState }) {
  return (
    <tr class={state.colour ? `is-${state.colour}` : ""}>
      <th scope="row">
        <a href={`/room/station/${place.id}`}>{named(place.name)}</a>
        <small>{place.lines.map(lineName).join(t("list"))}</small>
      </th>
      {liveShown.value ? (
        <td>
          <span class="state-cell">
            {state.colour ? <Shape colour={state.colour} size={28} /> : <i class={state.known ? "ring" : "ring hatched"} />}
            <span>
              {stateWords(state)}
              <small>{reasonOf(state)}</small>
            </span>
          </span>
        </td>
      ) : null}
      {liveShown.value ? <td class="number">{percent(state.share)}</td> : null}
      {riskShown.value ? <td>{riskAssessed.value ? "" : <span class="badge hatched">{t("district.not-assessed")}</span>}</td> : null}
      <td>{state.level ? t(`level.${state.level}`) : "–"}</td>
    </tr>
  );
}
