/**
 * What the pages know of a station and its plan: read once, kept for the hours without a network.
 */
import type { Level, Names, Seat } from "./wire";

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

export interface RulePassport {
  id: string;
  cause: Names;
  consequence: Names;
  action: Names;
  time_available?: Names;
  owner?: Seat;
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
  rules?: RulePassport[];
  adjacent?: { id: string; name: Names; line: string }[];
}

export interface PlanStep {
  id: string;
  seat: Seat;
  post: string;
  level: Level;
  scenarios: string[];
  zone: string | null;
  exit: string | null;
  text: Names;
  say?: Names | null;
  limit_s?: number | null;
  after?: string[];
  control?: boolean;
}

export interface PlanPost {
  id: string;
  seat: Seat;
  name: Names;
  exit?: string | null;
}

export interface ActionCard {
  post: string;
  title: Names;
  trigger?: Names;
  first: Names[];
  report?: Names;
  equipment?: Names[];
  never?: Names[];
  stand_down?: Names;
}

export interface PlanText {
  version?: number;
  scenarios: { id: string; name: Names }[];
  steps: PlanStep[];
  posts: PlanPost[];
  cards: ActionCard[];
}
