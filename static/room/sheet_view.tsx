/** Finds the view for whatever sheet is open. */
import type { ComponentChildren } from "preact";
import { Sheet } from "../page/kit";
import { t } from "../page/words/words";
import { AdviceSheet } from "./advice_view";
import { AlertSheet } from "./alerts_view";
import { AlertsSheet } from "./arrived_view";
import { CallSheet } from "./call_view";
import { ClockSheet } from "./clock_view";
import { ControlSheet, DecideSheet, VoteSheet } from "./decision_view";
import { seatName, zoneName } from "./names";
import { LogSheet, NoteSheet } from "./notes_view";
import { ExitSheet } from "./outside_view";
import { PhonesSheet } from "./phones_view";
import { PlanSheet, StepSheet } from "./plan_view";
import { LevelSheet } from "./response_view";
import { RosterSheet } from "./roster_view";
import { SeatSheet } from "./seats_view";
import { closeSheet, type Open, sheet } from "./sheets";
import { ByEyeSheet, ReportSheet } from "./situation_view";
import { colourWord } from "./drill/exercise";
import { StopSheet } from "./drill/stop_view";
import { alerts, inDrill, panels } from "./state";
import type { Task } from "./tasks";

/** The sheet over the room, if one is open. */
export function SheetOver() {
  const which = sheet.value;
  if (!which || which.of === "shift") return null;
  return (
    <Sheet key={JSON.stringify(which)} title={inDrill.value && which.of !== "drill" ? `${t("drill")} · ${titleOf(which)}` : titleOf(which)} onClose={closeSheet} wide={which.of === "log" || which.of === "roster"}>
      {bodyOf(which)}
    </Sheet>
  );
}

function titleOf(which: Open): string {
  const running = panels.value?.plan.running !== null;
  switch (which.of) {
    case "seat":
      return seatName(which.seat);
    case "exit":
      return t("exit.name", { exit: which.exit });
    case "alert": {
      const alert = alerts.value.find((each) => each.id === which.alert);
      return alert ? `${colourWord(alert.colour)} ${zoneName(alert.zone)}` : t("alert.gone");
    }
    case "plan":
      return t(running ? "plan.end" : "plan.start");
    case "task":
      return t(`sheet.task.${which.task.of}`);
    case "shift":
      return t("shift.start");
    default:
      return t(`sheet.${which.of}`);
  }
}

function bodyOf(which: Open): ComponentChildren {
  switch (which.of) {
    case "level":
      return <LevelSheet />;
    case "decide":
      return <DecideSheet />;
    case "report":
      return <ReportSheet />;
    case "by-eye":
      return <ByEyeSheet zone={which.zone} />;
    case "note":
      return <NoteSheet />;
    case "phones":
      return <PhonesSheet />;
    case "roster":
      return <RosterSheet />;
    case "log":
      return <LogSheet />;
    case "seat":
      return <SeatSheet seat={which.seat} />;
    case "task":
      return <TaskSheet task={which.task} />;
    case "alert":
      return <AlertSheet alert={which.alert} />;
    case "alerts":
      return <AlertsSheet />;
    case "exit":
      return <ExitSheet exit={which.exit} />;
    case "advice":
      return <AdviceSheet zone={which.zone} />;
    case "plan":
      return <PlanSheet running={panels.value?.plan.running !== null} />;
    case "clock":
      return <ClockSheet />;
    case "drill":
      return <StopSheet />;
    case "shift":
      return null;
  }
}

function TaskSheet({ task }: { task: Task }) {
  switch (task.of) {
    case "step":
      return <StepSheet task={task} />;
    case "call":
      return <CallSheet task={task} />;
    case "vote":
      return <VoteSheet task={task} />;
    case "control":
      return <ControlSheet task={task} />;
    default:
      return null;
  }
}
