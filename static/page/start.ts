/**
 * What every page does first: styles, type, the ticking clock, the outbox, and the worker that keeps
 * the shell for the hours without a line.
 */
import { h, render, type ComponentType } from "preact";
import "../css/tokens.css";
import "../css/ground.css";
import "../css/kit.css";
import "../css/sheet.css";
import { recall } from "./me";
import { openOutbox } from "./outbox";
import { keepShell } from "./shell";
import { startTicking } from "./time";
import { Gate } from "../signin/gate";

/** Show a page to whoever is signed in; the sign-in lies over it until then. */
export async function startPage(view: ComponentType): Promise<void> {
  startTicking();
  void import("@fontsource-variable/noto-sans-sc");
  keepShell();
  await recall();
  await openOutbox();
  render(h(Gate, { view }), document.getElementById("page")!);
}
