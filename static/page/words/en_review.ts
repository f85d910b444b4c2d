/** Words of the review pages. */
import type { zhReview } from "./zh_review";

export const enReview: Record<keyof typeof zhReview, string> = {
  "review.station": "Station",
  "review.day": "Day",
  "review.csv": "Counts as CSV",
  "review.figure": "Curves of {station} on {day}",
  "review.no-day": "Nothing is kept of this day.",
};
