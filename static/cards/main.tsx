import { startPage } from "../page/start";
import { markPage } from "../page/exercise_mark";
import { CardsPage } from "./cards_view";

markPage();
void startPage(CardsPage);
