/** Type token of access entries. */
export const accessEntryType = "aws:eks/accessEntry:AccessEntry";

/** `dev:arn:aws:iam::123456789012:role/admins` */
export function accessEntryId(clusterName: string, principalArn: string): string {
  return `${clusterName}:${principalArn}`;
}
