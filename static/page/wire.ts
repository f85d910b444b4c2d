/**
 * What crosses the wire, in the server's own words, so that no page guesses a field's name.
 *
 * Times are ISO strings in UTC; `time.ts` shows them in Shanghai's.
 */

export type Seat = "station-master" | "transit-police" | "local-police" | "street";
export type Role = Seat | "district-officer" | "coordinator" | "evaluator" | "analyst" | "operator";
export type Colour = "blue" | "yellow" | "orange" | "red";
export type Level = "three" | "two" | "one";
export type ControlZone = "platform" | "paid" | "entrance" | "station";
export type Fact = string | number | boolean | null;
export type Facts = Record<string, Fact>;

export interface Names {
  zh: string;
  en: string;
}

export interface Clock {
  base: string;
  started: string;
  speed: number;
  now: string;
}

export interface Me {
  person: string;
  name: Names;
  roles: { role: Role; stations: string[] | null; street: string | null; line: string | null }[];
  rooms: string[];
  station_names: Record<string, Names>;
  language: "zh" | "en";
  shift_until: string;
}

export interface Author {
  who: string;
  seat: Seat | null;
  device: string | null;
  voice_of: string | null;
}

export interface Entry {
  room: string;
  seq: number;
  at: string;
  occurred_at: string;
  recorded_at: string;
  kind: string;
  by: Author;
  body: Record<string, any>;
  ref: string | null;
  sha256: string;
}

export interface Joined {
  room: string;
  seq: number;
  head: string;
  clock: Clock;
  panels: Panels;
  entries: Entry[];
  reading: Reading | null;
  profile: string;
}

export interface Told {
  entry: Entry;
  panels: Partial<Panels>;
}

export interface Beacon {
  room: string;
  seq: number;
  clock: Clock;
}

export interface Receipts {
  room: string;
  cursors: Cursor[];
}

export interface Cursor {
  person: string;
  seat: Seat | null;
  device: string;
  stored: number;
  shown: number;
  at: string;
}

export interface Panels {
  alerts: AlertsPanel;
  seats: SeatsPanel;
  response: ResponsePanel;
  decision: DecisionPanel;
  call: CallPanel;
  forces: ForcesPanel;
  situation: SituationPanel;
  plan: PlanPanel;
  planbook: PlanbookPanel;
  notes: NotesPanel;
  /** In a drill's room alone; null until its plan was carried there. */
  drill?: DrillPanel | null;
  debrief?: DebriefPanel;
}

export type DrillPhase = "waiting" | "running" | "paused" | "over";
export type Real = Colour | "sensor" | "call" | "unanswered";

export interface DrillPanel {
  drill: string;
  scenario: string;
  name: Names;
  safety: Names;
  sha256: string;
  phase: DrillPhase;
  starts_at: string | null;
  began_at: string | null;
  resumed_at: string | null;
  ran_s: number;
  minutes: number;
  prefix: Names;
  participants: { person: string; seat: Seat; trainee: boolean }[];
  staff: { director: string; evaluators: string[]; safety: string };
  given: InjectTold[];
  skipped: Record<string, string>;
  warning: { real: Real; room: string; seq: number; until: string } | null;
  observations: number;
  end: DrillEnd | null;
}

export interface InjectTold {
  inject: string;
  at: string;
  minute: number;
  by_hand: boolean;
  to: Seat[];
  channel: "phone" | "radio" | "in-person";
  sender: Names;
  message: Names;
}

export interface DrillEnd {
  outcome: "finished" | "stopped" | "halted";
  at: string;
  by: string;
  reason: string;
  real: Real | null;
  room: string;
  seq: number;
}

export interface ForcesPanel {
  offered: ForcesOffer | null;
}

export interface ForcesOffer {
  seq: number;
  at: string;
  source: string;
  people: { person: string; seat: Seat; post: string }[];
}

export interface AlertsPanel {
  colour: Colour | null;
  open: Alert[];
  flood: Flood | null;
  last_closed: Alert | null;
}

/** More alarms in ten minutes than people can answer one by one. */
export interface Flood {
  since: string;
  first_out: string;
  raised: number;
}

export interface Alert {
  id: string;
  zone: string;
  rule: string;
  colour: Colour;
  activation: number;
  raised_at: string;
  since: string;
  reason: { key: string; facts: Facts };
  assumed: boolean;
  by: string;
  advisory: boolean;
  first_out: string;
  acknowledged: { seat: Seat; person: string; at: string; activation: number }[];
  unacknowledged: Seat[];
  look: { asked_at: string; until: string; answer: "true" | "false" | null } | null;
  stand_down_invited: boolean;
  stale_since: string | null;
  shelved_until: string | null;
  closed_at: string | null;
  closed_by: string | null;
}

export interface SeatsPanel {
  seats: Record<Seat, SeatState>;
}

export interface SeatState {
  holders: Holder[];
  empty: boolean;
}

export interface Holder {
  person: string;
  lines: string[];
  exits: string[];
  leading: boolean;
  deputy: boolean;
  since: string;
  phone_only: boolean;
}

export interface ResponsePanel {
  level: Level | null;
  since: string | null;
  by: { who: string; seat: Seat | null } | null;
  zone: ControlZone | null;
  proposed: { to: Level; who: string; seat: Seat; at: string; reason: string }[];
}

export interface DecisionPanel {
  open: Decision[];
  last: Decision | null;
}

export type DecisionKind = "lower-level" | "stand-down" | "close-station";
export type Vote = { vote: "agree" | "object"; words: string; person: string; at: string };

export interface Decision {
  id: string;
  decision: DecisionKind;
  to: Level | null;
  reason: string;
  opened_at: string;
  opened_by: string;
  due_at: string;
  votes: Record<Seat, Vote | null>;
  control: "not-needed" | "asked" | "granted" | "refused";
  outcome: "taken" | "lapsed" | "withdrawn" | null;
  closed_at: string | null;
}

export interface CallPanel {
  open: Call[];
  last_closed: Call | null;
}

export interface Call {
  id: string;
  alert: string;
  colour: Colour;
  issued_at: string;
  closed_at: string | null;
  people: Called[];
}

export interface Called {
  person: string;
  seat: Seat | "district-officer";
  rank: "holder" | "deputy" | "district-officer";
  state: "called" | "answered" | "on-the-way" | "arrived" | "declined";
  called_at: string;
  answer_due: string;
  answered_at: string | null;
  promised_at: string | null;
  arrive_due: string | null;
  arrived_at: string | null;
  overdue: "answer" | "arrival" | null;
  reason: string | null;
  by_voice: { channel: string; words: string; recorded_by: string; confirmed: boolean } | null;
}

export type Situation = "train-failure" | "crowding" | "injury" | "equipment" | "other" | "crush";
export type Crowd = 1 | 2 | 3 | 4 | 5;

export interface SituationPanel {
  reports: Report[];
  by_eye: ByEye[];
}

export interface Report {
  id: string;
  situation: Situation;
  zone: string | null;
  words: string;
  at: string;
  person: string;
  seat: Seat | null;
  colour: Colour | null;
  closed_at: string | null;
}

export interface ByEye {
  zone: string;
  step: Crowd;
  person: string;
  seat: Seat | null;
  at: string;
  until: string;
}

export interface PlanPanel {
  adopted: { version: number; sha256: string } | null;
  running: Run | null;
  last: { id: string; version: number; started_at: string; ended_at: string; done: number; of: number } | null;
}

export interface Run {
  id: string;
  version: number;
  sha256: string;
  scenario: string;
  level: Level;
  started_at: string;
  steps: StepState[];
}

export type StepWord = "open" | "waiting" | "acknowledged" | "on-the-way" | "arrived" | "done" | "declined";

export interface StepState {
  id: string;
  state: StepWord;
  release?: true;
  due_at?: string;
  overdue?: true;
  person?: string;
  at?: string;
  reason?: string;
  waits_for?: string[];
  control?: "asked" | "granted" | "refused";
  by_voice?: true;
}

export interface PlanbookPanel {
  adopted: { version: number; sha256: string; at: string } | null;
  draft: PlanDraft | null;
  superseded: { version: number; sha256: string; at: string }[];
}

export interface PlanDraft {
  sha256: string;
  version: number;
  by: string;
  at: string;
  signatures: Record<Seat, { person: string; at: string } | null>;
  rejected: { seat: Seat; reason: string } | null;
}

export interface NotesPanel {
  count: number;
  last: { seq: number; words: string; by: string; at: string } | null;
}

export type Minutes = "1" | "5" | "15" | "60";

export interface Reading {
  room: string;
  station: string;
  at: string;
  until: string | null;
  after_seq: number;
  stale: boolean;
  known: boolean;
  rates: { in: Record<Minutes, Rate>; out: Record<Minutes, Rate> };
  zones: ZoneReading[];
  inside: { people: number; low: number; high: number } | null;
  today: { in: number; out: number };
  sensors: SensorReading[];
  gates: { heard: number; of: number };
  asks: Colour | null;
  window_note: string | null;
  added: boolean;
  outlook: Outlook | null;
  /** Lines whose trains a feed told of in the last hour; one that is not heard has fallen silent. */
  trains: { line: string; until: string; heard: boolean }[];
  /** How many entry gates would hold a platform that is full or about to be; advice only. */
  advice: Advice[];
}

export interface Advice {
  zone: string;
  line: string;
  wanted_per_m2: number;
  rate_per_minute: number;
  gates_open: number;
  gates: number;
  rows: { gate_group: string; exit: string | null; open: number; of: number }[];
  outcome: "held" | "trains-take-too-few" | "no-room-outside";
  reached_min: number | null;
  full_min: number | null;
  come_per_minute: number[];
  take_per_minute: number[];
  followed: Course;
  without: Course;
  room: number;
  class: Basis;
}

/** What is expected now and each so many minutes on: low, middle and high. */
export interface Course {
  each_min: number;
  density: number[][];
  queue: number[][];
  wait_min: number[][];
}

export type Basis = "gates-only" | "with-timetable" | "with-trains";

/** What the next hour will bring, a minute: low, middle and high of each step; null where unknown. */
export interface Outlook {
  from: string;
  step_s: number;
  days: number;
  in: (number[] | null)[];
  out: (number[] | null)[];
}

export interface Rate {
  per_minute: number | null;
  low: number | null;
  high: number | null;
  coverage: number;
  unknown: string | null;
}

/** How likely a zone is orange within a quarter of an hour, and in how many minutes. */
export interface Coming {
  chance: number;
  minutes: number | null;
}

export interface ZoneReading {
  zone: string;
  line: string | null;
  people: number | null;
  low: number | null;
  high: number | null;
  density: number | null;
  share: number | null;
  area_m2: number;
  holding: number;
  assumed: boolean;
  class: Basis;
  coverage: number;
  unknown: string | null;
  asks: Colour | null;
  trend_per_minute: number | null;
  by_eye: boolean;
  coming: Coming | null;
}

export interface SensorReading {
  gate_group: string;
  state: "silent" | "late" | "stuck-at-zero" | "doubled" | "stuck-high" | "drifting" | "backlog";
  since: string;
  facts: Record<string, number | string>;
}

export interface RoomBrief {
  room: string;
  station: string;
  names: Names;
  colour: Colour | null;
  level: Level | null;
  unanswered: number;
  overdue: number;
  known: boolean;
  stale: boolean;
  seq: number;
}

export interface Person extends Names {
  role: Role;
  unit: Names | string;
}

export interface Phone {
  person: string;
  seat: Seat | "district-officer";
  phone: string;
}

export type DrillStage = "planned" | "approved" | "run" | "evaluated" | "filed" | "settled";
export type DrillNotice = "announced" | "half-blind" | "double-blind";
export type DrillForm = "table" | "live";
export type DrillExtent = "single" | "full";
export type DrillOutcome = "finished" | "stopped" | "halted";
export type Rating = "performed" | "some" | "major" | "unable";
export type Veto = "outbound-blocked" | "not-activated" | "unsafe";
export type SheetRow =
  | "discovery"
  | "activation"
  | "notification"
  | "arrival"
  | "measures"
  | "information"
  | "evacuation"
  | "closing";

export interface Participant {
  person: string;
  seat: Seat;
  trainee: boolean;
}

export interface DrillStaff {
  director: string;
  evaluators: string[];
  safety: string;
}

export interface DebriefPanel {
  reviews: Record<string, SeatReview>;
  sheet: ConfirmedSheet | null;
  signatures: Record<string, SeatSignature>;
  findings: { words: string; where: string; hazard: string }[];
}

export interface SeatReview {
  words: string;
  person: string;
  at: string;
}

export interface SeatSignature {
  person: string;
  at: string;
}

export interface ConfirmedSheet {
  seq: number;
  head: string;
  by: string;
  at: string;
  total: number;
  points: Record<SheetRow, number>;
  machine: Record<SheetRow, number | null>;
  reasons: Record<string, string>;
  vetoes: Veto[];
  words: string;
}

export interface DrillGrid {
  year: number;
  now: string;
  stations: GridStation[];
  cells: GridCell[];
  drills: PlannedDrill[];
  may: string[];
}

export interface GridStation {
  station: string;
  names: Names;
  required: DrillRequirement | null;
}

export interface DrillRequirement {
  every_quarters: number;
  since: string;
  source: string;
  provisional: boolean;
}

export interface GridCell {
  station: string;
  quarter: string;
  stage: DrillStage | null;
  drill: string | null;
  drills: string[];
  broken_off: boolean;
  required: boolean;
  overdue: boolean;
  moved: boolean;
}

export interface PlannedDrill {
  drill: string;
  room: string;
  station: string;
  quarter: string;
  scenario: string;
  version: number;
  sha256: string;
  starts_at: string | null;
  ends_at: string | null;
  minutes: number;
  form: DrillForm;
  extent: DrillExtent;
  notice: DrillNotice;
  stage: DrillStage;
  planner: string;
  approved_by: string | null;
  participants: Participant[];
  staff: DrillStaff;
  moves: { was: string | null; starts_at: string | null; reason: string }[];
  called_off: string | null;
  outcome: DrillOutcome | null;
  points: number | null;
  vetoes: string[];
  filed: string | null;
  hazards: number | null;
}

export interface ScriptBrief {
  id: string;
  version: number;
  sha256: string;
  name: Names;
  about: Names;
  minutes: number;
  seats: Seat[];
  safety: Names;
  objectives: { id: string; words: Names }[];
  injects: number;
  provisional: number;
}

export interface Script {
  id: string;
  version: number;
  sha256: string;
  name: Names;
  about: Names;
  minutes: number;
  seats: Seat[];
  safety: Names;
  prefix: Names;
  objectives: { id: string; words: Names }[];
  injects: Inject[];
  provisional: number;
}

export interface Inject {
  id: string;
  due_min: number | null;
  sender: Names;
  to: Seat[];
  channel: string;
  message: Names;
  expected: Names;
  objective: string;
  limit_min: number;
  limit_source: Names;
  provisional: boolean;
  /** The kinds of entry any one of which shows that it was answered. */
  shown_by?: string[];
}

export interface Crew {
  seats: Record<Seat, string[]>;
  directors: string[];
  evaluators: string[];
  safety: string[];
  people: Record<string, Names>;
}

export interface ObservedTold {
  seq: number;
  at: string;
  by: string;
  words: string;
  objective: string | null;
  inject: string | null;
  rating: Rating | null;
  veto: Veto | null;
}

export interface DrillTold {
  drill: PlannedDrill;
  script: Script | null;
  observed: ObservedTold[];
  people: Record<string, Names>;
}

/** What the machine made of a drill that is over; `points` is null where the log cannot tell. */
export interface Measured {
  debrief: Record<string, any>;
  sheet: { rows: Record<SheetRow, MeasuredRow>; vetoes: Veto[] };
  svg: Names;
}

export interface MeasuredRow {
  points: number | null;
  most: number;
  lines: Names[];
  provisional: boolean;
}
