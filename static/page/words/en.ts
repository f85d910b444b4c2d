/** The English words of the pages; a key missing here does not compile. */
import { enPage } from "./en_page";
import { enReview } from "./en_review";
import { enPlanbook } from "./en_planbook";
import { enCards } from "./en_cards";
import { enDebrief } from "./en_debrief";
import { enDistrict } from "./en_district";
import { enDrillPages } from "./en_drill_pages";
import { enDrillRoom } from "./en_drill_room";
import { enDrills } from "./en_drills";
import { enFigures } from "./en_figures";
import { enHazards } from "./en_hazards";
import { enLog } from "./en_log";
import { enReady } from "./en_ready";
import { enReadiness } from "./en_readiness";
import { enRefused } from "./en_refused";
import { enRoom } from "./en_room";
import { enAdvice } from "./en_advice";
import { enRoom2 } from "./en_room2";
import { enRoster } from "./en_roster";
import type { zh } from "./zh";

export const en: Record<keyof typeof zh, string> = {
  ...enPage,
  ...enReview,
  ...enPlanbook,
  ...enCards,
  ...enDebrief,
  ...enDistrict,
  ...enDrillPages,
  ...enDrillRoom,
  ...enDrills,
  ...enFigures,
  ...enHazards,
  ...enLog,
  ...enReady,
  ...enReadiness,
  ...enRefused,
  ...enRoom,
  ...enAdvice,
  ...enRoom2,
  ...enRoster,
};
