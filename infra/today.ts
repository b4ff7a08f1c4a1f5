import { isoDay } from "../model/days";

/** Returns the day of the run, as an ISO date; the only clock of the program. */
export function today(): string {
  return isoDay(new Date());
}
