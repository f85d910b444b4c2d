/**
 * Alerts by their cause, as the server grouped them: one matter is one card and one answer.
 *
 * Pure: alerts in, causes out.
 */
import { gravity } from "../page/shapes";
import type { Alert, Colour } from "../page/wire";

/** What has one cause: the alert to speak of, the first that came, and all of them, gravest first. */
export interface Cause {
  first: string;
  gravest: Alert;
  alerts: Alert[];
}

/** Gather alerts by cause, the gravest cause first. */
export function causesOf(some: Alert[]): Cause[] {
  const firsts = [...new Set(some.map((alert) => alert.first_out))];
  const causes = firsts.map((first) => {
    const alerts = gravestFirst(some.filter((alert) => alert.first_out === first));
    return { first, gravest: alerts[0]!, alerts };
  });
  return causes.sort((one, other) => byGravity(one.gravest, other.gravest));
}

/** How many there are of each colour, gravest first. */
export function countsOf(some: Alert[]): { colour: Colour; count: number }[] {
  const colours: Colour[] = ["red", "orange", "yellow", "blue"];
  return colours.map((colour) => ({ colour, count: some.filter((alert) => alert.colour === colour).length })).filter((each) => each.count);
}

function gravestFirst(some: Alert[]): Alert[] {
  return [...some].sort(byGravity);
}

function byGravity(one: Alert, other: Alert): number {
  return gravity(other.colour) - gravity(one.colour) || one.activation - other.activation;
}
