/** Says an alert in words with the numbers its rule used, and never without where they come from. */
import type { Alert, Colour, Coming } from "../page/wire";
import { hm } from "../page/time";
import { say, t } from "../page/words/words";
import { colourWord } from "./drill/exercise";
import { percent, who, zoneName, zoneReading } from "./names";

type Reason = Alert["reason"];

/** The one figure of the headline: 103%, 3.2人/㎡, 7分钟. */
export function shortFigure(alert: Alert): string {
  const { key, facts } = alert.reason;
  const value = typeof facts.value === "number" ? facts.value : null;
  if (key === "clear-minutes" && value !== null) return t("figure.minutes", { value: round(value) });
  if (key === "reported") return t("figure.reported");
  if (key === "slow-growth") return t("figure.growth", { people: String(facts.people) });
  if (key === "foretold" && value !== null) return t("figure.back", { people: Math.round(value) });
  const zone = zoneReading(alert.zone);
  if (key === "coming" && value !== null) return comingWords(zone?.coming) || t("figure.coming", { minutes: String(facts.minutes), chance: percent(value) });
  if (zone?.share != null) return percent(zone.share);
  if (key === "share" && value !== null) return percent(value);
  return value === null ? "" : t("figure.density", { value: round(value) });
}

/** What comes to a zone, once it is likelier than not: 11分后橙 91%. */
export function comingWords(coming: Coming | null | undefined): string {
  if (!coming || coming.minutes === null) return "";
  return t("figure.coming", { minutes: coming.minutes, chance: percent(coming.chance) });
}

/** Why the alert stands, as one sentence. */
export function reasonWords(alert: Pick<Alert, "reason" | "zone">): string {
  return reasonSentence(alert.reason, alert.zone);
}

/** Say a reason of the server's closed list. */
export function reasonSentence(reason: Reason, zone: string | null): string {
  const facts = { ...reason.facts } as Record<string, unknown>;
  facts.zone = zoneName(typeof facts.zone === "string" ? facts.zone : zone);
  facts.situation = typeof facts.situation === "string" ? say(`situation.${facts.situation}`, {}, facts.situation) : "";
  facts.colour = typeof facts.colour === "string" ? colourWord(facts.colour as Colour) : "";
  for (const moment of ["begins", "until"]) if (typeof facts[moment] === "string") facts[moment] = hm(facts[moment] as string);
  facts.person = who(facts.person as string);
  facts.window = facts.window_s ? t("minutes", { minutes: Math.round(Number(facts.window_s) / 60) }) : "";
  if (reason.key === "share" || reason.key === "coming") facts.value = percent(facts.value as number);
  if (reason.key === "share") facts.threshold = percent(facts.threshold as number);
  return say(`reason.${reason.key}`, facts, reason.key);
}

/** Who has acknowledged, with clock times. */
export function acknowledgedWords(alert: Alert): string {
  const heard = alert.acknowledged.filter((word) => word.activation === alert.activation);
  return heard.map((word) => `${who(word.person)} ${hm(word.at)}`).join(" · ");
}

function round(value: number): string {
  return value >= 10 ? String(Math.round(value)) : value.toFixed(1);
}
