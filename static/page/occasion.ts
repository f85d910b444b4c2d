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
