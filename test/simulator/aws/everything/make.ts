import type { Properties } from "../../../../simulator/values";
import type { Made } from "../local-aws";

/** Makes a resource of a short type, `ec2/Subnet`. */
export type Make = (short: string, inputs: Properties, name?: string) => Promise<Made>;

/** `aws:ec2/subnet:Subnet` of `ec2/Subnet`. */
export function token(short: string): string {
  const [module = "", type = ""] = short.split("/");
  return `aws:${module}/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`;
}

/** Who may take a role. */
export const trust = (service: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });

/** What something may do. */
export const permissions = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::games/*" }],
});
