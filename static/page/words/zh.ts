/** The Chinese words of the pages; the other languages have the same keys. */
import { zhPage } from "./zh_page";
import { zhReview } from "./zh_review";
import { zhPlanbook } from "./zh_planbook";
import { zhCards } from "./zh_cards";
import { zhDebrief } from "./zh_debrief";
import { zhDistrict } from "./zh_district";
import { zhDrillPages } from "./zh_drill_pages";
import { zhDrillRoom } from "./zh_drill_room";
import { zhDrills } from "./zh_drills";
import { zhFigures } from "./zh_figures";
import { zhHazards } from "./zh_hazards";
import { zhLog } from "./zh_log";
import { zhReady } from "./zh_ready";
import { zhReadiness } from "./zh_readiness";
import { zhRefused } from "./zh_refused";
import { zhRoom } from "./zh_room";
import { zhAdvice } from "./zh_advice";
import { zhRoom2 } from "./zh_room2";
import { zhRoster } from "./zh_roster";

export const zh = {
  ...zhPage,
  ...zhReview,
  ...zhPlanbook,
  ...zhCards,
  ...zhDebrief,
  ...zhDistrict,
  ...zhDrillPages,
  ...zhDrillRoom,
  ...zhDrills,
  ...zhFigures,
  ...zhHazards,
  ...zhLog,
  ...zhReady,
  ...zhReadiness,
  ...zhRefused,
  ...zhRoom,
  ...zhAdvice,
  ...zhRoom2,
  ...zhRoster,
} as const;
