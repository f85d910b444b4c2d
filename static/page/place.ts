/**
 * What the pages know of a station and its plan: read once, kept for the hours without a network.
 */
import type { Colour, ControlZone, Level, Names, Seat } from "./wire";

export interface StationLine {
  line: string;
  last_train?: string;
  first_train?: string;
  assumed?: boolean;
}

export interface StationExit {
  id: string;
  open: boolean;
  roads: Names[];
  side: Names | null;
  place: Names | null;
  street: Names;
  street_confidence: string;
}

export interface StationSpace {
  id: string;
  zone: string;
  lines: string[];
  name: Names;
  area_m2: number;
  holding: number;
  assumed: boolean;
}

export interface Nearby {
  name: Names;
  exits: string[];
  assumed: boolean;
}

export interface StationRule {
  id: string;
  zone: string;
  quantity: string;
  thresholds: Partial<Record<Colour, number | null>> & { source?: string; provisional?: boolean };
  passport: { cause: Names; consequence: Names; action: Names; minutes: number; owner: Seat };
  assumed?: boolean;
}

export interface StationProfile {
  id: string;
  name: Names;
  lat: number;
  lon: number;
  lines: StationLine[];
  exits: StationExit[];
  spaces: StationSpace[];
  gate_groups?: { id: string; exit?: string | null; name?: Names }[];
  bus_stops?: Nearby[];
  gathering_places?: Nearby[];
  buildings?: Nearby[];
  generators?: Nearby[];
  rules?: StationRule[];
  adjacent?: { id: string; name: Names; line: string }[];
}

export type Scenario = "crowd" | "fire" | "escalator" | "sensors";

export interface PlanStep {
  id: string;
  scenarios: Scenario[];
  response_level: Level;
  zone: ControlZone;
  exit: string | null;
  line: string | null;
  seat: Seat;
  post: string;
  title: Names;
  say: Names | null;
  after: string[];
  limit_s: number;
  limit_source: Names;
  confirmed_by: string;
  request_to: string | null;
  release: Names | null;
}

export interface ActionCard {
  title: Names;
  who: Names;
  trigger: Names;
  first: Names[];
  report_to: Names;
  equipment: Names[];
  never: Names[];
  stand_down: Names;
}

export interface PlanPost {
  id: string;
  name: Names;
  seat: Seat;
  place: Names;
  line: string | null;
  card: ActionCard;
}

export interface PlanText {
  station: string;
  title: Names;
  basis: Names[];
  posts: PlanPost[];
  steps: PlanStep[];
}
