/** The addresses of the drill pages. */

/** The drill that the address names: /drills/2026Q4-03 → 2026Q4-03; empty for the grid. */
export function drillOfAddress(): string {
  return decodeURIComponent(location.pathname).split("/").filter(Boolean)[1] ?? "";
}

/** The page of a drill. */
export function drillAddress(drill: string): string {
  return `/drills/${encodeURIComponent(drill)}`;
}
