import { startPage } from "../page/start";
import { District } from "./district_view";

void startPage(District);
