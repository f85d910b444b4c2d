/** The drill pages: the year's grid at /drills, one drill from its plan to its debrief at /drills/<id>. */
import "../css/room.css";
import "../css/drill.css";
import "../css/drills.css";
import "../css/drill_plan.css";
import "../css/drill_conduct.css";
import { drillOfAddress } from "./address";
import { CalendarPage } from "./calendar_view";
import { DrillPage } from "./drill_view";

/** Whichever of the two the address names. */
export function DrillsPage() {
  const drill = drillOfAddress();
  return drill ? <DrillPage drill={drill} /> : <CalendarPage />;
}
