import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import { child } from "./children";

/** What a role is for. */
export interface ServiceRoleArgs {
  /** Who takes it: `eks.amazonaws.com`. */
  service: string;
  description?: string;
  /** Names of AWS' managed policies. */
  policies: readonly string[];
  partition: pulumi.Input<string>;
  /** What trust allows. @default only sts:AssumeRole */
  actions?: readonly string[];
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A role with managed policies. */
export class ServiceRole extends pulumi.ComponentResource {
  /** The role itself, which may not have its policies yet. */
  readonly role: iam.Role;
  /** The role, once it has its policies. */
  readonly whole: pulumi.Output<iam.Role>;

  constructor(name: string, args: ServiceRoleArgs, parent: pulumi.Resource) {
    super("eks:index:ServiceRole", name, {}, { parent });
    const { service, description, policies, partition, actions = ["sts:AssumeRole"], tags } = args;
    const trust = {
      Version: "2012-10-17",
      Statement: [{ Action: actions, Effect: "Allow", Principal: { Service: [service] } }],
    };
    const role = new iam.Role(
      `${name}-role`,
      { description, assumeRolePolicy: JSON.stringify(trust), tags },
      child(this),
    );
    const attachments = policies.map(
      (policy) =>
        new iam.RolePolicyAttachment(
          `${name}-${suffixOf(policy)}`,
          { policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/${policy}`, role },
          child(this),
        ),
    );
    this.role = role;
    this.whole = pulumi.all([role.arn, ...attachments.map(({ id }) => id)]).apply(() => role);
    this.registerOutputs();
  }
}

/** The plugin names attachments by a digest of the policy's ARN in AWS' main partition. */
function suffixOf(policy: string): string {
  const digest = createHash("sha1").update(`arn:aws:iam::aws:policy/${policy}`);
  return digest.digest("hex").slice(0, 8);
}
