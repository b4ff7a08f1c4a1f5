/**
 * The UTC day of a moment, as an ISO date.
 *
 * @example isoDay(new Date("2026-11-21T23:59:00Z")); // "2026-11-21"
 */
export function isoDay(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
