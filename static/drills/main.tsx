import { startPage } from "../page/start";
import { DrillsPage } from "./drills_view";

void startPage(DrillsPage);
