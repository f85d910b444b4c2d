/** 队伍、物资: each agency's own, with the day somebody last counted it. */
import { t } from "../page/words/words";
import { who } from "../room/names";
import { agencies, date, line, listed, number, one, RESOURCE_KINDS, TEAM_KINDS, words } from "./asks";
import { FoldedForm } from "./form";
import { agencyName } from "./names";
import { book, lights, older, today } from "./reading";
import type { Resource, Team } from "./told";

/** Teams on the left, what lies ready on the right. */
export function ResourcesView() {
  const { teams, stock } = book.value!;
  return (
    <div class="ready-two even">
      <section class="plan-part">
        <h2>{t("have.team")}</h2>
        <FoldedForm
          kind="ListTeam"
          asks={[
            line("name", t("ready.name")),
            one("kind", t("ready.kind"), listed("team", TEAM_KINDS)),
            one("owner", t("ready.owner"), agencies()),
            number("strength", t("ready.strength")),
            date("trained", t("ready.trained"), true),
          ]}
        />
        {teams.length ? null : <p class="quiet-line">{t("want.no-team")}</p>}
        <ul class="ready-rows">
          {teams.map((team) => (
            <TeamRow key={team.id} team={team} />
          ))}
        </ul>
      </section>
      <section class="plan-part">
        <h2>{t("have.stock")}</h2>
        <FoldedForm
          kind="StockResource"
          asks={[
            line("name", t("ready.name")),
            one("kind", t("ready.kind"), listed("resource", RESOURCE_KINDS)),
            one("owner", t("ready.owner"), agencies()),
            number("quantity", t("ready.quantity")),
            line("place", t("ready.place")),
            date("expires", t("ready.expires"), true),
          ]}
        />
        {stock.length ? null : <p class="quiet-line">{t("want.no-stock")}</p>}
        <ul class="ready-rows">
          {stock.map((each) => (
            <StockRow key={each.id} each={each} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function unchecked(checked: string): boolean {
  return older(checked, lights.value?.limits.check_days ?? 31);
}

function TeamRow({ team }: { team: Team }) {
  return (
    <li>
      <p>
        <b>
          {team.name} {t("ready.people", { count: team.strength })}
        </b>
        <small>
          {agencyName(team.owner)} · {t(`team.${team.kind}` as "team.other")} · {team.trained ? t("ready.trained-on", { day: team.trained }) : t("ready.untrained")} ·{" "}
          {t("ready.checked", { who: who(team.checked_by), day: team.checked })}
        </small>
      </p>
      {unchecked(team.checked) ? <b class="chip">{t("shows.overdue")}</b> : null}
      <FoldedForm
        kind="CheckTeam"
        asks={[number("strength", t("ready.strength")), date("trained", t("ready.trained"), true)]}
        fixed={{ team: team.id }}
      />
      <FoldedForm kind="DropTeam" asks={[words("reason", t("ready.reason"))]} fixed={{ team: team.id }} />
    </li>
  );
}

function StockRow({ each }: { each: Resource }) {
  const expired = each.expires !== null && each.expires < today.value;
  return (
    <li>
      <p>
        <b>
          {each.name} ×{each.quantity}
        </b>
        <small>
          {each.place} · {agencyName(each.owner)} · {t(`resource.${each.kind}` as "resource.other")}
          {each.expires ? ` · ${t("ready.keeps", { day: each.expires })}` : ""} · {t("ready.checked", { who: who(each.checked_by), day: each.checked })}
        </small>
      </p>
      {expired ? <b class="chip">{t("ready.expired")}</b> : unchecked(each.checked) ? <b class="chip">{t("shows.overdue")}</b> : null}
      <FoldedForm
        kind="CheckResource"
        asks={[number("quantity", t("ready.quantity")), date("expires", t("ready.expires"), true)]}
        fixed={{ resource: each.id }}
      />
      <FoldedForm kind="DropResource" asks={[words("reason", t("ready.reason"))]} fixed={{ resource: each.id }} />
    </li>
  );
}

