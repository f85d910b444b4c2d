import { startPage } from "../page/start";
import { DistrictPage } from "./district_view";

void startPage(DistrictPage);
