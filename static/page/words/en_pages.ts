/** Words of the pages beside the room. */
import type { zhPages } from "./zh_pages";

export const enPages: Record<keyof typeof zhPages, string> = {
  "district.map": "Schematic map of lines and stations",
  "district.live": "Live alerts",
  "district.risk": "Static risk",
  "district.not-assessed": "not assessed",
  "district.failed": "The wall cannot be shown: not yours to see, or the server does not answer.",
  "district.none": "No station asks for a colour",
  "district.unknown": "{count} not known",
  "district.waiting": "Who has not answered, who is late, which sensors are ill",
  "district.unanswered": "Unanswered",
  "district.overdue": "Late",
  "district.sensors": "Sensors ill",
  "district.people": "{count}",
  "district.groups": "{count}",
  "district.nobody": "none",
  "district.table": "All stations, the one that needs somebody most first",
  "district.station": "Station",
  "district.state": "State",
  "district.fullest": "Fullest zone",
  "district.response": "Response",
};
