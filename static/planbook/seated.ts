/** Only who sits in a seat writes, signs or sends back; a grant alone does not. */
import { myHolder } from "../room/state";

/** Whether I sit in a seat of this room as more than a deputy. */
export function seated(): boolean {
  return myHolder.value !== null && !myHolder.value.deputy;
}
