/** The table: a row a street or a line under the whole district, each value with what it rests on. */
import { named, t } from "../page/words/words";
import { asked, type Definition, type Figures, type Group, PARTS, type Value } from "./told";

/** The figures of the part that is looked at. */
export function FiguresTable({ told }: { told: Figures }) {
  const { part, by } = asked.value;
  const columns = PARTS[part];
  const rows = told.groups.filter((group) => group.kind === "district" || group.kind === by);
  return (
    <div class="figures-table" role="region" tabIndex={0} aria-label={t(`figures.part.${part}`)}>
      <table>
        <caption class="unseen">{`${t("figures.title")} · ${t(`figures.part.${part}`)}`}</caption>
        <thead>
          <tr>
            <th scope="col">{t(`figures.by.${by}`)}</th>
            {columns.map((figure) => (
              <th key={figure} scope="col">
                {named(told.definitions[figure]!.name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((group) => (
            <GroupRow key={`${group.kind} ${group.key}`} group={group} columns={columns} told={told} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GroupRow({ group, columns, told }: { group: Group; columns: readonly string[]; told: Figures }) {
  return (
    <tr class={group.kind === "district" ? "figures-whole" : ""}>
      <th scope="row">
        {named(group.names)}
        <small>{t("figures.stations", { count: group.stations.length })}</small>
      </th>
      {columns.map((figure) => (
        <ValueCell key={figure} figure={figure} value={group.values[figure]!} definition={told.definitions[figure]!} />
      ))}
    </tr>
  );
}

/** A count is its own number of cases; all else says on how many it rests, and what was left out. */
function ValueCell({ figure, value, definition }: { figure: string; value: Value; definition: Definition }) {
  const cases = definition.unit === "count" ? null : t("figures.cases", { count: value.counted });
  return (
    <td>
      {value.value === null ? <span class="quiet-line">{t("figures.unknown")}</span> : <b>{said(value.value, definition.unit)}</b>}
      {value.value !== null && cases ? <small>{cases}</small> : null}
      {value.left_out ? <small>{t(figure === "hazards-closed-in-time" ? "figures.not-due" : "figures.provisional", { count: value.left_out })}</small> : null}
    </td>
  );
}

function said(value: number, unit: Definition["unit"]): string {
  switch (unit) {
    case "share":
      return `${(value * 100).toFixed(1).replace(/\.0$/, "")}%`;
    case "seconds":
      return value < 60 ? t("figures.seconds", { seconds: Math.round(value) }) : t("figures.minutes", { minutes: Math.floor(Math.round(value) / 60), seconds: Math.round(value) % 60 });
    case "days":
      return t("figures.days", { days: Math.round(value) });
    default:
      return value.toLocaleString("en");
  }
}
