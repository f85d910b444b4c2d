import { startPage } from "../page/start";
import { ReadinessPage } from "./readiness_view";

void startPage(ReadinessPage);
