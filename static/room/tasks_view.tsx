/** My tasks, in always the same place: an alert that waits for my word, then one card per task. */
import { signal } from "@preact/signals";
import { Button } from "../page/kit";
import { t } from "../page/words/words";
import { AdviceCards } from "./advice_view";
import { WatchFirst } from "./alerts_view";
import { AlertArrived } from "./arrived_view";
import { CallTask, VoiceTask } from "./call_view";
import { ControlTask, VoteTask } from "./decision_view";
import { LookTask, StandDownTask } from "./alerts_view";
import { face } from "./emphasis";
import { ForcesOffered } from "./forces_view";
import { StepTask } from "./plan_view";
import { open } from "./sheets";
import { OpenInjects, OtherInjects } from "./drill/injects_view";
import { inDrill, mySeat, panels } from "./state";
import { allTasks, progress, type Task, type Whose } from "./tasks";

type Shown = "mine" | "waiting" | "all";
const shown = signal<Shown>("mine");

/** The right half of the room while there is something to do. */
export function Tasks() {
  const tasks = allTasks();
  const visible = tasks.filter((task) => isShown(task.whose));
  return (
    <section class="tasks" aria-label={t("tasks.title")}>
      <TaskTabs tasks={tasks} />
      <div class="tasks-body">
        {inDrill.value ? <OpenInjects /> : <ForcesOffered />}
        {face.value === "watch" ? <WatchFirst /> : <AlertArrived />}
        <AdviceCards />
        <TaskList tasks={visible} />
        {inDrill.value && shown.value === "all" ? <OtherInjects /> : null}
        {visible.length ? null : <NothingHere />}
      </div>
    </section>
  );
}

function isShown(whose: Whose): boolean {
  return shown.value === "all" || whose === shown.value;
}

function TaskTabs({ tasks }: { tasks: Task[] }) {
  const count = (whose: Whose) => tasks.filter((task) => task.whose === whose).length;
  const late = tasks.filter((task) => task.whose === "mine" && task.overdue).length;
  const steps = progress(panels.value!);
  const tab = (which: Shown, words: string) => (
    <Button look="quiet" pressed={shown.value === which} onPress={() => (shown.value = which)}>
      {words}
    </Button>
  );
  return (
    <header class="tabs">
      <h2>{face.value === "watch" ? t("tasks.first") : t("tasks.title")}</h2>
      {tab("mine", t("tasks.mine", { count: count("mine") }))}
      {late ? <b class="chip">{t("tasks.late", { count: late })}</b> : null}
      {tab("waiting", t("tasks.waiting", { count: count("waiting") }))}
      {tab("all", t("tasks.all", { count: tasks.length }))}
      {steps ? <span class="tasks-progress">{t("tasks.progress", steps)}</span> : null}
    </header>
  );
}

/** Task cards, one below the other. */
export function TaskList({ tasks }: { tasks: Task[] }) {
  return (
    <ul class="task-list">
      {tasks.map((task) => (
        <li key={task.key} data-task={task.key}>
          <TaskCard task={task} />
        </li>
      ))}
    </ul>
  );
}

function TaskCard({ task }: { task: Task }) {
  switch (task.of) {
    case "step":
      return <StepTask task={task} />;
    case "call":
      return <CallTask task={task} />;
    case "voice":
      return <VoiceTask task={task} />;
    case "vote":
      return <VoteTask task={task} />;
    case "control":
      return <ControlTask task={task} />;
    case "look":
      return <LookTask task={task} />;
    case "stand-down":
      return <StandDownTask task={task} />;
  }
}

/** An empty list says what could be done next instead of nothing. */
function NothingHere() {
  const board = panels.value!;
  const adopted = board.plan.adopted !== null;
  if (board.plan.running) return <p class="quiet-line">{t("tasks.none")}</p>;
  const mayStart = mySeat.value === "station-master" || mySeat.value === "transit-police";
  return (
    <div class="tasks-none">
      <p>{adopted ? t("tasks.no-plan-running") : t("tasks.no-plan-adopted")}</p>
      {adopted && mayStart ? <Button onPress={() => open({ of: "plan" })}>{t("plan.start")}</Button> : null}
    </div>
  );
}
