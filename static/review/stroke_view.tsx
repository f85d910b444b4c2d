/** The stroke of a line as it stands in the figure, so that nobody needs to tell inks apart. */

const DASHES = [undefined, "9 5", "3 4", "9 4 3 4"] as const;

/** The stroke of the line at a place. */
export function Stroke({ place }: { place: number }) {
  return (
    <svg class={`review-stroke place-${place + 1}`} width="36" height="12" aria-hidden="true">
      <path d="M0 6H36" stroke-dasharray={DASHES[place]} />
    </svg>
  );
}
