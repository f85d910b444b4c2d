/** Beside the map: the grades that a station had, and what is overdue in the books of readiness. */
import { day, hm } from "../page/time";
import { named, t } from "../page/words/words";
import { agencyName } from "../readiness/names";
import { List } from "./list_view";
import { chosen, ready, readyOf } from "./picture";

/** The grades of the station that was tapped, the newest first. */
export function Grades() {
  const station = chosen.value ? readyOf(chosen.value) : undefined;
  if (!station) return <p class="quiet-line side-hint">{t("district.risk.tap")}</p>;
  return (
    <section class="side-list grades" aria-live="polite">
      <h2>{t("district.risk.history", { station: named(station.names) })}</h2>
      {station.grades.length ? null : <p class="quiet-line">{t("district.not-assessed.long")}</p>}
      <ol>
        {[...station.grades].reverse().map((each) => (
          <li key={each.at}>
            <span>
              {day(each.at)} {hm(each.at)} <b>{each.grade ? t(`risk.${each.grade}`) : t("district.not-assessed")}</b>
            </span>
          </li>
        ))}
      </ol>
      <a class="button" href={`/readiness/${station.station}`}>
        {t("ready.of", { station: named(station.names) })} ›
      </a>
    </section>
  );
}

/** What went by its day, the longest first. */
export function LateList() {
  const late = ready.value!.overdue;
  return (
    <List title={t("ready.overdue")} empty={t("ready.overdue.none")} count={late.length}>
      {late.map((each) => (
        <li key={`${each.station} ${each.id}`}>
          <a href={`/readiness/${each.station}#${each.id}`}>
            <span>
              <b>{named(readyOf(each.station)?.names)}</b> {t(`ready.overdue.${each.part}`)} {each.what}
              <small>{agencyName(each.unit)}</small>
            </span>
            <b class="chip">{each.due.slice(5)}</b>
          </a>
        </li>
      ))}
    </List>
  );
}
