/** The calendar's own ways of saying a quarter, a stage, an hour and what is owed. */
import { day, hm } from "../page/time";
import type { DrillStage, PlannedDrill } from "../page/wire";
import { say, t } from "../page/words/words";

/** Once in so many quarters, as it is said. */
export function owedWords(everyQuarters: number): string {
  return say(`drills.every.${everyQuarters}`, {}, t("drills.every", { quarters: everyQuarters }));
}

/** 2026Q4 as it is read: 2026年第4季度. */
export function quarterWords(quarter: string): string {
  const [year, number] = quarter.split("Q");
  return t("drills.quarter", { year, number });
}

/** How far a drill has come, as a word; nothing planned is 未排. */
export function stageWord(stage: DrillStage | null): string {
  return t(stage ? `drills.stage.${stage}` : "drills.stage.none");
}

/** When it is, or that this is not told; and why it was moved. */
export function whenWords(drill: PlannedDrill): string {
  const when = drill.starts_at ? `${dayShort(drill.starts_at)} ${hm(drill.starts_at)}` : t("drills.no-date");
  const moved = drill.moves.at(-1);
  return moved ? `${when} · ${moved.reason}` : when;
}

function dayShort(at: string): string {
  const [mm, dd] = day(at).split("-").slice(1);
  return t("drills.day", { month: Number(mm), day: Number(dd), mm, dd });
}
