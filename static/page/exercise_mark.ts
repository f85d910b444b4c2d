/** Marks a drill's page as an exercise before anything is drawn, also where nobody has signed in yet. */
import { isDrill } from "./room_paths";

/** Mark the page by its address: /room/drill/… or /cards/drill/…. */
export function markPage(): void {
  const inside = location.pathname.split("/").slice(2).join("/");
  if (isDrill(inside)) document.documentElement.dataset.exercise = "drill";
}
