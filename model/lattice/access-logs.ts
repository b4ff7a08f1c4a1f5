import { checkLogRetention } from "../cluster/log-retention";
import { InputError } from "../errors";

/** Where the requests of a service network are recorded. */
export interface AccessLogs {
  /** Days in CloudWatch Logs, one of its retention periods. @default not there */
  cloudWatchDays?: number;
  /** Days in a bucket, 1 or more. @default not there */
  bucketDays?: number;
}

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
