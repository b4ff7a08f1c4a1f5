import { checkLogRetention } from "../cluster/log-retention";
import { InputError } from "../errors";
import { count, object, optional, type Static } from "../schema-parts";

/** Schema of {@link AccessLogs}. */
export const accessLogs = object(
  "days that requests are recorded",
  {
    cloudWatchDays: optional(
      count("days in CloudWatch Logs, one of its retention periods; not there when left out", 1),
    ),
    bucketDays: optional(count("days in a bucket; not there when left out", 1)),
  },
  "AccessLogs",
);

/** Destination of a service network's access logs. */
export type AccessLogs = Static<typeof accessLogs>;

/** Checks the days of access logs. @throws InputError */
export function checkAccessLogs(
  { cloudWatchDays, bucketDays }: AccessLogs,
  argument: string,
): void {
  if (cloudWatchDays !== undefined) checkLogRetention(cloudWatchDays, `${argument}.cloudWatchDays`);
  if (bucketDays === undefined || (Number.isInteger(bucketDays) && bucketDays >= 1)) return;
  throw new InputError({
    argument: `${argument}.bucketDays`,
    value: bucketDays,
    rule: "is not a number of days",
    fix: "Give 1 or more, or leave it out for no bucket.",
  });
}
