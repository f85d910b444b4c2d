import { startPage } from "../page/start";
import { PlanbookPage } from "./planbook_view";

void startPage(PlanbookPage);
