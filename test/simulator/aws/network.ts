import { text, type Properties } from "../../../simulator/values";
import { token } from "./everything/make";
import type { LocalAws, Made } from "./local-aws";

/** Makes a resource of a short type: `ec2/Subnet`. */
export function make(
  aws: LocalAws,
  short: string,
  inputs: Properties,
  name?: string,
): Promise<Made> {
  return aws.create(token(short), inputs, name);
}

/** A role that a service may take. */
export async function makeRole(aws: LocalAws, service: string): Promise<string> {
  const assumeRolePolicy = JSON.stringify({
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" },
  });
  const role = await make(aws, "iam/Role", { assumeRolePolicy });
  return text(role.outputs["arn"]);
}

/** A VPC with DNS names, and a subnet in each of the zones. */
export async function makeSubnets(
  aws: LocalAws,
  zones: readonly string[] = ["us-east-1a", "us-east-1b"],
): Promise<{ vpcId: string; subnetIds: string[] }> {
  const { id: vpcId } = await make(aws, "ec2/Vpc", {
    cidrBlock: "10.0.0.0/16",
    enableDnsHostnames: true,
  });
  const subnetIds: string[] = [];
  for (const [index, availabilityZone] of zones.entries()) {
    const cidrBlock = `10.0.${index}.0/24`;
    subnetIds.push((await make(aws, "ec2/Subnet", { vpcId, cidrBlock, availabilityZone })).id);
  }
  return { vpcId, subnetIds };
}

/** What a call is refused with: `Code: sentence`, or the provider's own sentence. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return code === undefined ? message : `${code}: ${message}`;
  }
  throw new Error("The call succeeded.");
}
