import { startPage } from "../page/start";
import { markPage } from "../page/exercise_mark";
import { RoomPage } from "./room_view";

markPage();
void startPage(RoomPage);
