/** The Chinese words of the pages; the other languages have the same keys. */
import { zhPage } from "./zh_page";
import { zhDistrict } from "./zh_district";
import { zhLog } from "./zh_log";
import { zhPages } from "./zh_pages";
import { zhRefused } from "./zh_refused";
import { zhRoom } from "./zh_room";
import { zhRoom2 } from "./zh_room2";

export const zh = {
  ...zhPage,
  ...zhDistrict,
  ...zhLog,
  ...zhPages,
  ...zhRefused,
  ...zhRoom,
  ...zhRoom2,
} as const;
