/**
 * My tasks: what waits for my seat, what I wait for, and everything; each with only its next act.
 *
 * Pure: a board in, a list out. Whether an act is allowed is the server's to say.
 */
import type { Call, Called, Decision, Panels, Seat, StepState, StepWord } from "../page/wire";
import { calls, myHolder, mySeat, over, panels } from "./state";
import { me } from "../page/me";
import { seatOfStep } from "./names";

export type Whose = "mine" | "waiting" | "others";

export type Task =
  | { key: string; whose: Whose; overdue: boolean; due: string | null; of: "step"; step: StepState; run: string }
  | { key: string; whose: Whose; overdue: boolean; due: string | null; of: "call"; call: Call; called: Called }
  | { key: string; whose: Whose; overdue: boolean; due: string | null; of: "vote"; decision: Decision }
  | { key: string; whose: Whose; overdue: boolean; due: string | null; of: "control"; decision: Decision }
  | { key: string; whose: Whose; overdue: boolean; due: string | null; of: "voice"; call: Call; called: Called }
  | { key: string; whose: Whose; overdue: boolean; due: string | null; of: "look"; alert: string; zone: string }
  | { key: string; whose: Whose; overdue: boolean; due: string | null; of: "stand-down"; alert: string; zone: string };

/** Every task of the room, mine first, overdue before due before waiting. */
export function allTasks(): Task[] {
  const board = panels.value;
  const seat = mySeat.value;
  if (!board || over.value) return [];
  const tasks = [
    ...alertTasks(board, seat),
    ...callTasks(calls.value, me.value?.person),
    ...decisionTasks(board, seat),
    ...stepTasks(board, seat, me.value?.person),
  ];
  return tasks.sort((one, other) => rank(one) - rank(other) || dueOf(one) - dueOf(other));
}

function rank(task: Task): number {
  const whose = { mine: 0, waiting: 10, others: 20 }[task.whose];
  const kind = { look: 0, call: 1, vote: 2, voice: 3, step: 4, control: 5, "stand-down": 6 }[task.of];
  // A look has one minute: it stands above what is late already.
  const pressing = task.overdue || task.of === "look";
  return whose + (pressing ? 0 : 0.5) + kind / 20;
}

function dueOf(task: Task): number {
  return task.due ? Date.parse(task.due) : Infinity;
}

function alertTasks(board: Panels, seat: Seat | null): Task[] {
  if (seat !== "station-master") return [];
  // One look at a zone answers for every rule that asked there.
  const asked = new Set<string>();
  return board.alerts.open.flatMap((alert): Task[] => {
    const about = { alert: alert.id, zone: alert.zone, overdue: false, whose: "mine" as const };
    const first = alert.look?.answer === null && !asked.has(alert.zone);
    if (first) asked.add(alert.zone);
    const looks: Task[] =
      first && alert.look
        ? [{ ...about, key: `look ${alert.id}`, of: "look", due: alert.look.until }]
        : [];
    const ends: Task[] = alert.stand_down_invited
      ? [{ ...about, key: `stand-down ${alert.id}`, of: "stand-down", due: null }]
      : [];
    return [...looks, ...ends];
  });
}

function callTasks(open: Call[], person: string | undefined): Task[] {
  return open.flatMap((call) =>
    call.people.flatMap((called): Task[] => {
      const overdue = called.overdue !== null;
      const due = called.state === "called" ? called.answer_due : (called.arrive_due ?? called.promised_at);
      const mine = called.person === person;
      const about = { call, called, overdue, due };
      if (mine && called.by_voice && !called.by_voice.confirmed) {
        return [{ ...about, key: `voice ${call.id}`, whose: "mine", of: "voice" }, ...openCall(about, mine)];
      }
      return openCall(about, mine);
    }),
  );
}

function openCall(about: { call: Call; called: Called; overdue: boolean; due: string | null }, mine: boolean): Task[] {
  const { call, called } = about;
  if (called.state === "arrived" || called.state === "declined") return [];
  return [{ ...about, key: `call ${call.id} ${called.person}`, whose: mine ? "mine" : "waiting", of: "call" }];
}

function decisionTasks(board: Panels, seat: Seat | null): Task[] {
  return board.decision.open.flatMap((decision): Task[] => {
    const about = { decision, overdue: false, due: decision.due_at };
    const voted = seat ? decision.votes[seat] : null;
    const mayVote = !voted && (myHolder.value?.leading ?? false);
    const vote: Task = { ...about, key: `vote ${decision.id}`, of: "vote", whose: mayVote ? "mine" : "waiting" };
    if (decision.control !== "asked") return [vote];
    const whose = seat === "station-master" ? "mine" : "waiting";
    return [vote, { ...about, key: `control ${decision.id}`, of: "control", whose }];
  });
}

const ENDED: readonly StepWord[] = ["done", "declined"];

function stepTasks(board: Panels, seat: Seat | null, person: string | undefined): Task[] {
  const run = board.plan.running;
  if (!run) return [];
  return run.steps.map((step) => ({
    key: `step ${run.id} ${step.id}${step.release ? " release" : ""}`,
    of: "step" as const,
    step,
    run: run.id,
    overdue: step.overdue === true && !ENDED.includes(step.state),
    due: ENDED.includes(step.state) ? null : (step.due_at ?? null),
    whose: whoseStep(step, seat, person),
  }));
}

function whoseStep(step: StepState, seat: Seat | null, person: string | undefined): Whose {
  if (ENDED.includes(step.state)) return "others";
  const own = seatOfStep(step.id) === seat || (step.person !== undefined && step.person === person);
  if (!own) return "others";
  return step.state === "waiting" || step.control === "asked" ? "waiting" : "mine";
}

/** How many steps of the run have ended, and how many there are. */
export function progress(board: Panels): { done: number; of: number } | null {
  const steps = board.plan.running?.steps;
  return steps ? { done: steps.filter((step) => ENDED.includes(step.state)).length, of: steps.length } : null;
}
