import { createHash } from "node:crypto";
import type { AwsSession, ResourceType } from "./resource";

/** Where a resource lives in the world: its Region, or the account as a whole. */
export function scopeOf(
  session: AwsSession,
  { global }: Pick<ResourceType, "global"> = {},
): string {
  return `${session.account}/${global ? "global" : session.region}`;
}

/** Whether a call of that session sees what lives there. */
export function isHere(session: AwsSession, scope: string): boolean {
  return scope === scopeOf(session) || scope === scopeOf(session, { global: true });
}

/** `arn:aws:ec2:us-east-1:123456789012:vpc/vpc-0123` */
export function arn(session: AwsSession, service: string, resource: string): string {
  return `arn:${session.partition}:${service}:${session.region}:${session.account}:${resource}`;
}

/** An ARN without Region, as IAM's: `arn:aws:iam::123456789012:role/nodes`. */
export function globalArn(session: AwsSession, service: string, resource: string): string {
  return `arn:${session.partition}:${service}::${session.account}:${resource}`;
}

/** Stable hexadecimal digits for a seed: ids look random, and are the same in every run. */
export function stableHex(seed: string, length: number): string {
  let digits = "";
  for (let block = 0; digits.length < length; block++) {
    digits += createHash("sha256").update(`${seed}#${block}`).digest("hex");
  }
  return digits.slice(0, length);
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An id of IAM, `AROA` and 17 capitals or digits, made from hexadecimal digits. */
export function iamId(prefix: string, hex: string): string {
  const rest = Array.from({ length: 17 }, (_, index) => {
    const digits = hex.slice((index * 2) % hex.length, ((index * 2) % hex.length) + 2);
    return BASE32[parseInt(digits, 16) % 32];
  });
  return prefix + rest.join("");
}

/** A UUID made from 32 hexadecimal digits. */
export function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
}
