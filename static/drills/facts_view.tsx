/** A drill in a few lines: when, how far, how it is played, who plays and who makes it. */
import { SEATS } from "../page/me";
import { day, hm } from "../page/time";
import type { PlannedDrill, Participant } from "../page/wire";
import { say, t } from "../page/words/words";
import { seatName, who } from "../room/names";
import { stageWord } from "./calendar_words";

/** The facts of a planned drill. */
export function Facts({ drill }: { drill: PlannedDrill }) {
  const when = drill.starts_at ? `${day(drill.starts_at)} ${hm(drill.starts_at)}–${hm(drill.ends_at!)}` : t("drills.no-date");
  const moved = drill.moves.at(-1);
  return (
    <dl class="drill-facts">
      <Fact name={t("drills.when")}>
        {when} {moved ? <span class="badge">{t("drills.moved")}</span> : null} {moved ? t("drills.moved-why", { reason: moved.reason }) : null}
      </Fact>
      <Fact name={t("drills.stage")}>{stageWords(drill)}</Fact>
      <Fact name={t("drills.how")}>
        {[t(`form.${drill.form}`), t(`extent.${drill.extent}`), t(`notice.${drill.notice}`)].join(" · ")}
      </Fact>
      <Fact name={t("drills.players")}>
        <PlayerLines participants={drill.participants} />
      </Fact>
      <Fact name={t("drills.staff")}>
        {t("drills.staff-of", { director: who(drill.staff.director), evaluators: drill.staff.evaluators.map(who).join(t("list")), safety: who(drill.staff.safety) })}
      </Fact>
    </dl>
  );
}

function stageWords(drill: PlannedDrill): string {
  if (drill.called_off !== null) return t("drills.called-off", { reason: drill.called_off });
  const parts = [stageWord(drill.stage)];
  if (drill.outcome && drill.outcome !== "finished") parts.push(say(`outcome.${drill.outcome}`, {}, drill.outcome));
  if (drill.stage === "planned") parts.push(t("drills.planned-by", { who: who(drill.planner) }));
  if (drill.stage === "approved") parts.push(t("drills.approved-by", { who: who(drill.approved_by) }));
  if (drill.points !== null) parts.push(t("drills.points", { points: drill.points }));
  if (drill.filed) parts.push(t("drills.filed-to", { to: drill.filed }));
  if (drill.hazards !== null) parts.push(t("drills.hazards", { count: drill.hazards }));
  return parts.join(" · ");
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Who plays, seat by seat. */
export function PlayerLines({ participants }: { participants: readonly Participant[] }) {
  return (
    <ul class="player-lines">
      {SEATS.map((seat) => {
        const here = participants.filter((each) => each.seat === seat);
        return (
          <li key={seat}>
            <span>{seatName(seat)}</span>
            <b>{here.length ? here.map((each) => who(each.person) + (each.trainee ? t("drills.trainee-mark") : "")).join(t("list")) : "–"}</b>
          </li>
        );
      })}
    </ul>
  );
}
