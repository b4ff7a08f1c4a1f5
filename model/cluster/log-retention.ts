import { InputError } from "../errors";

/**
 * Retention periods of CloudWatch Logs in days.
 * Source: CloudWatch Logs API, `PutRetentionPolicy.retentionInDays`.
 */
const days = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

/** Checks a number of days. @throws InputError with the next larger valid number. */
export function checkLogRetention(value: number, argument: string): void {
  if (days.includes(value)) return;
  throw new InputError({
    argument,
    value,
    rule: "is not a number of days that CloudWatch Logs keeps entries",
    fix: `Take ${days.find((choice) => choice > value) ?? days.at(-1)}.`,
  });
}
