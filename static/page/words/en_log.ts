/** Each event of a room as one sentence; {who} did it. */
import type { zhLog } from "./zh_log";

export const enLog: Record<keyof typeof zhLog, string> = {
  "event.AlertRaised": "alert raised: {colour}, {reason}",
  "event.AlertColourChanged": "alert went from {was} to {colour}: {reason}",
  "event.AlertAcknowledged": "{seat} received alert no. {activation}",
  "event.AlertShelved": "shelved until {until}: {reason}",
  "event.AlertReturned": "the shelved alert is back",
  "event.LookAsked": "station master asked to look until {until}",
  "event.LookAnswered": "looked: {answer} {words}",
  "event.StandDownInvited": "red has come down: station master invited to stand it down",
  "event.AlertStoodDown": "red stood down: {reason}",
  "event.AlertCleared": "alert cleared: {reason}",
  "event.AlertStale": "the alert's figures are lost",
  "event.AlertFresh": "the alert's figures are back",
  "event.SeatTaken": "{person} took the seat {seat}",
  "event.SeatLeft": "{person} left the seat {seat}",
  "event.LeadPassed": "{person} leads the seat {seat}",
  "event.PhoneOnlyMarked": "{seat}: reached by phone only or not",
  "event.LevelOrdered": "ordered {to}",
  "event.LevelProposed": "proposed {to}: {reason}",
  "event.ControlZoneSet": "control zone: {zone}",
  "event.LevelLowered": "lowered to {to}",
  "event.ResponseEnded": "response stood down",
};
