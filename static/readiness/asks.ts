/** What each act asks, once for all views; the words are the pages' and the names the command's. */
import { SEATS } from "../page/me";
import { named, say, t } from "../page/words/words";
import { seatName } from "../room/names";
import { people, profile } from "../room/state";
import type { Ask, Option } from "./fields";
import { agencyName } from "./names";
import { AGENCIES } from "./told";

export const words = (name: string, label: string, may = false): Ask => ({ name, of: "words", label, may });
export const line = (name: string, label: string, may = false): Ask => ({ name, of: "line", label, may });
export const date = (name: string, label: string, may = false): Ask => ({ name, of: "day", label, may });
export const time = (name: string, label: string): Ask => ({ name, of: "time", label });
export const number = (name: string, label: string, may = false): Ask => ({ name, of: "number", label, may });
export const step = (name: string, label: string): Ask => ({ name, of: "step", label });
export const one = (name: string, label: string, options: readonly Option[], may = false): Ask => ({ name, of: "one", label, options, may });
export const several = (name: string, label: string, options: readonly Option[], may = false): Ask => ({ name, of: "several", label, options, may });

/** The members of a closed list with their words. */
export function listed(prefix: string, names: readonly string[]): Option[] {
  return names.map((name) => ({ value: name, label: say(`${prefix}.${name}`, {}, name) }));
}

export const agencies = (): Option[] => AGENCIES.map((agency) => ({ value: agency, label: agencyName(agency) }));
export const seats = (): Option[] => SEATS.map((seat) => ({ value: seat, label: seatName(seat) }));

/** The exits of this station. */
export function exits(): Option[] {
  return (profile.value?.exits ?? []).map((exit) => ({ value: exit.id, label: t("ready.exit", { exit: exit.id }) }));
}

/** Everybody who holds a seat or a role here. */
export function everybody(role?: string): Option[] {
  return Object.entries(people.value)
    .filter(([, person]) => !role || person.role === role)
    .map(([id, person]) => ({ value: id, label: `${named(person)} · ${say(`role.${person.role}`, {}, person.role)}` }));
}

export const ORIGINS = ["patrol", "self-check", "drill", "event", "public"];
export const RISK_KINDS = ["everyday", "holiday", "occasion", "weather", "sudden"];
export const TEAM_KINDS = ["station-staff", "police", "street-force", "volunteers", "bus", "medical", "other"];
export const RESOURCE_KINDS = [
  "loudspeaker", "baton", "cordon", "vest", "radio", "barrier", "sign", "letters", "comfort", "first-aid", "other",
];
