import { startPage } from "../page/start";
import { drillOfAddress } from "./address";
import { DrillsPage } from "./drills_view";

// As in its room: marked before anything is drawn, also where nobody has signed in yet.
if (drillOfAddress()) document.documentElement.dataset.exercise = "drill";
void startPage(DrillsPage);
