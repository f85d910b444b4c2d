import { startPage } from "../page/start";
import { Home } from "./home_view";

void startPage(Home);
