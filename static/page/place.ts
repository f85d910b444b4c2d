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

/** A rule's passport: why it may disturb people. `per` is what people are divided by. */
export interface StationRule {
  id: string;
  zone: string;
  quantity: string;
  cause: Names;
  consequence: Names;
  action: Names;
  time_available: Names;
  owner: Seat;
  thresholds: Partial<Record<Colour, number | null>> & { source?: string; provisional?: boolean };
  per: number | null;
  assumed: boolean;
}

export interface StationProfile {
  id: string;
  name: Names;
  lat: number;
  lon: number;
  lines: StationLine[];
  exits: StationExit[];
  spaces: StationSpace[];
  gate_groups?: { id: string; exit: string | null; line: string | null; gates: number }[];
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
  seat: Seat;
  post: string;
  level: Level;
  scenarios: Scenario[];
  zone: ControlZone;
  exit: string | null;
  line: string | null;
  text: Names;
  say: Names | null;
  release: Names | null;
  after: string[];
  limit_s: number;
  limit_source: Names;
  provisional: boolean;
  control: boolean;
}

export interface PlanPost {
  id: string;
  seat: Seat;
  name: Names;
  place: Names;
  line: string | null;
  exit: string | null;
}

export interface ActionCard {
  post: string;
  seat: Seat;
  title: Names;
  who: Names;
  trigger: Names;
  first: Names[];
  report: Names;
  equipment: Names[];
  never: Names[];
  stand_down: Names;
}

export interface PlanText {
  sha256: string;
  station: string;
  title: Names;
  basis: Names[];
  scenarios: { id: Scenario; name: Names }[];
  posts: PlanPost[];
  steps: PlanStep[];
  cards: ActionCard[];
}
