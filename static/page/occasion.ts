import type { Names } from "./wire";

/** A day that is not what its weekday says, and who said so. */
export interface SpecialDay {
  day: string;
  kind: "holiday" | "workday";
  name: Names;
  source: string;
}

/** What is planned that brings people, as the district's calendar tells it to readiness and to the room. */
export interface Occasion {
  id: string;
  name: string;
  place: string;
  starts: string;
  ends: string;
  attendance: number;
  source: string;
  stations: string[];
}
