import { startPage } from "../page/start";
import { RoomPage } from "./room_view";

void startPage(RoomPage);
