/** Words of the action cards. */
import type { zhCards } from "./zh_cards";

export const enCards: Record<keyof typeof zhCards, string> = {
  "cards.who": "Who",
  "cards.trigger": "When",
  "cards.first": "First three acts",
  "cards.steps": "Steps of this post · {scenario}",
  "cards.report": "Report to",
  "cards.equipment": "Bring",
  "cards.never": "Never",
  "cards.stand-down": "Stand down",
  "cards.version": "Plan version {version} · {sha} · printed {day} {time} · the tablet holds the version in force",
  "cards.provisional": "provisional",
  "cards.of": "{station} · Action cards",
  "cards.and": "; ",
  "cards.provisional.long": "Provisional: a limit is a planning default that the station has not confirmed yet.",
  "cards.seconds": "{seconds} s",
  "cards.whose": "Whose cards",
  "cards.all": "All ({count})",
  "cards.print": "Print {count}",
};
