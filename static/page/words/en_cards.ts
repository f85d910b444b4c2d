/** Words of the action cards. */
import type { zhCards } from "./zh_cards";

export const enCards: Record<keyof typeof zhCards, string> = {
  "cards.who": "Who",
  "cards.trigger": "When",
  "cards.first": "First three acts",
  "cards.steps": "Steps of this post",
  "cards.report": "Report",
  "cards.equipment": "Bring",
  "cards.never": "Never",
  "cards.stand-down": "Stand down",
  "cards.version": "Plan version {version} · {sha} · printed {day} {time}; the tablet holds the version in force",
  "cards.provisional": "(provisional)",
};
