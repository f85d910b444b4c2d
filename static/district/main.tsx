import { startPage } from "../page/start";
import { Home } from "../signin/home_view";

void startPage(Home);
