/** Says a station's state in a few words, for the map, the table and a screen reader alike. */
import { reasonSentence } from "../room/alert_words";
import { percent, zoneName } from "../room/names";
import { t } from "../page/words/words";
import type { StationState } from "./state";

/** Colour and word, or calm, or not known. */
export function stateWords(state: StationState): string {
  if (state.colour) return t(`colour.${state.colour}`) + (state.stale ? ` · ${t("stale")}` : "");
  if (!state.known) return t("state.unknown");
  return state.stale ? t("stale") : t("state.calm");
}

/** The headline beside a shape on the map: where, and how full. */
export function headlineWords(state: StationState): string {
  const zone = state.headline?.facts.zone;
  const where = typeof zone === "string" ? zoneName(zone) : "";
  return [where, percent(state.share), state.level ? t(`level.${state.level}`) : ""].filter(Boolean).join(" ");
}

/** The whole reason, as a sentence. */
export function reasonOf(state: StationState): string {
  return state.headline ? reasonSentence(state.headline, null) : "";
}

/** Everything, for a screen reader. */
export function spokenState(state: StationState): string {
  const parts = [stateWords(state), headlineWords(state), state.unanswered ? t("rooms.unanswered", { count: state.unanswered }) : ""];
  return parts.filter(Boolean).join(", ");
}
