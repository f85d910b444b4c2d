/** What the readiness book tells over HTTP, in the server's own words. */
import type { Clock, Names, Seat } from "../page/wire";

export type Agency = Seat | "metro-operator" | "district";
export type HazardState = "found" | "registered" | "assessed" | "reported" | "monitored" | "treated" | "closed";
export type Grade = "low" | "general" | "large" | "major";
export type Have = "leadership" | "mechanism" | "plan" | "team" | "stock" | "drill";
export type Shows = "there" | "overdue" | "missing";

export const AGENCIES = ["metro-operator", "transit-police", "local-police", "street", "district"] as const;
export const STATES: readonly HazardState[] = ["found", "registered", "assessed", "reported", "monitored", "treated", "closed"];

export interface Want {
  key: string;
  shows: Shows;
  whose: Agency;
  facts: Record<string, string | number | null>;
}

export interface Light {
  have: Have;
  shows: Shows;
  wants: Want[];
}

export interface Limits {
  consultation_days: number;
  contacts_days: number;
  check_days: number;
  training_days: number;
  plan_days: number;
  drill_days: number;
  confirmed_by: string;
}

export interface Evidence {
  words: string;
  sha256: string | null;
  reference: string;
}

export interface Hazard {
  id: string;
  what: string;
  where: string;
  origin: string;
  source: string;
  found_by: string;
  found_at: string;
  state: HazardState;
  accountable: Agency | null;
  due: string | null;
  overdue: boolean;
  assessment: { likelihood: number; consequence: number; grade: Grade; outgrown_plan: number | null; at: string } | null;
  report: { to: string; at: string } | null;
  monitoring: { what: string; every_days: number; notes: number; last: string } | null;
  measures: { words: string; by: string; at: string; evidence: Evidence | null }[];
  closing: { by: string; agency: Agency; plan_version: number | null; at: string } | null;
  reopened: number;
}

export interface Consultation {
  id: string;
  day: string;
  agenda: string;
  by: string;
  held: { day: string; came: { agency: Agency; person: string }[]; minutes: string; by: string } | null;
  called_off: string | null;
  actions: string[];
}

export interface Action {
  id: string;
  what: string;
  owner: Agency;
  due: string;
  done: { by: string; at: string; evidence: string } | null;
  overdue: boolean;
}

export interface Looked {
  by: string;
  day: string;
}

export interface Liaison {
  contacts: Partial<Record<Seat, Looked>>;
  walks: Record<string, { agencies: Agency[]; day: string }>;
  radio: { version: number; channels: { agency: Agency; channel: string }[]; checked: Looked | null } | null;
}

export interface Handover {
  id: string;
  seat: Seat;
  outgoing: string;
  incoming: string;
  words: string;
  at: string;
  taken_at: string | null;
}

export interface Team {
  id: string;
  name: string;
  kind: string;
  owner: Agency;
  strength: number;
  trained: string | null;
  checked: string;
  checked_by: string;
}

export interface Resource {
  id: string;
  name: string;
  kind: string;
  owner: Agency;
  quantity: number;
  place: string;
  expires: string | null;
  checked: string;
  checked_by: string;
}

export interface Grading {
  likelihood: number;
  consequence: number;
  grade: Grade;
  measures: string;
  by: string;
  day: string;
}

export interface Risk {
  id: string;
  kind: string;
  what: string;
  owner: Agency;
  co_owners: Agency[];
  gradings: Grading[];
  review_due: string;
  overdue: boolean;
}

export interface Dossier {
  seq: number;
  clock: Clock;
  hazards: Hazard[];
  consultations: Consultation[];
  actions: Action[];
  liaison: Liaison;
  handovers: { open: Handover[]; taken: Handover[] };
  teams: Team[];
  stock: Resource[];
  risks: Risk[];
  grade: Grade | null;
  grades: { at: string; grade: Grade | null }[];
  plan: { adopted: { version: number } | null; superseded: { version: number }[] };
  mine: Agency[];
}

export interface LightsTold {
  station: string;
  seq: number;
  lights: Light[];
  limits: Limits;
}

export interface StationReady {
  station: string;
  names: Names;
  lights: Light[];
  grade: Grade | null;
  grades: { at: string; grade: Grade | null }[];
}

export interface Overdue {
  station: string;
  part: "hazard" | "action" | "review";
  id: string;
  what: string;
  unit: Agency;
  due: string;
}

export interface AllReady {
  stations: StationReady[];
  overdue: Overdue[];
  limits: Limits;
}

