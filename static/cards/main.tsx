import { startPage } from "../page/start";
import { CardsPage } from "./cards_view";

void startPage(CardsPage);
