import type { vpclattice } from "@pulumi/aws";
import { latticeLimits } from "../../../model/lattice/names";
import type { Entry, World } from "../../world";
import { arn } from "../identity";
import { documentText, policyProblem } from "../policy-document";
import { all } from "../references";
import { resourceType, type AwsCall } from "../resource";
import {
  accessLogSubscription,
  conflict,
  invalid,
  ofResource,
  resourceOf,
} from "./reference-targets";

type AuthPolicyCall = AwsCall<vpclattice.AuthPolicyArgs>;
type SubscriptionCall = AwsCall<vpclattice.AccessLogSubscriptionArgs>;

export const authPolicyType = resourceType<vpclattice.AuthPolicyArgs>({
  token: "aws:vpclattice/authPolicy:AuthPolicy",
  service: "VPC Lattice",
  noun: "VPC Lattice Auth Policy",
  operations: {
    create: "PutAuthPolicy",
    read: "GetAuthPolicy",
    update: "PutAuthPolicy",
    delete: "DeleteAuthPolicy",
  },
  id: ({ inputs }) => inputs.resourceIdentifier,
  overwrites: true,
  references: ofResource("resourceIdentifier"),
  validate: ({ inputs }) => requireAuthPolicy(inputs.policy),
  outputs: (call) => ({ policy: documentText(call.inputs.policy), state: stateOf(call) }),
});

/** A policy counts only where requests are authenticated at all. */
function stateOf(call: AuthPolicyCall): string {
  const resource = resourceOf(call, call.inputs.resourceIdentifier);
  return resource?.outputs["authType"] === "AWS_IAM" ? "Active" : "Inactive";
}

/** Source: VPC Lattice API Reference, PutAuthPolicy; VPC Lattice User Guide, quotas. */
export function requireAuthPolicy(given: unknown): void {
  if (typeof given === "string" && /[\r\n]/.test(given)) {
    throw invalid("The policy string in JSON must not contain newlines or blank lines");
  }
  const document = documentText(given);
  const problem = policyProblem(document, "resource");
  if (problem !== undefined) throw invalid(problem);
  if (Buffer.byteLength(document) > latticeLimits.authPolicyBytes) {
    throw invalid(`Auth policy is larger than ${latticeLimits.authPolicyBytes} bytes`);
  }
}

export const resourcePolicyType = resourceType<vpclattice.ResourcePolicyArgs>({
  token: "aws:vpclattice/resourcePolicy:ResourcePolicy",
  service: "VPC Lattice",
  noun: "VPC Lattice Resource Policy",
  operations: {
    create: "PutResourcePolicy",
    read: "GetResourcePolicy",
    update: "PutResourcePolicy",
    delete: "DeleteResourcePolicy",
  },
  id: ({ inputs }) => inputs.resourceArn,
  overwrites: true,
  references: ofResource("resourceArn"),
  validate: ({ inputs }) => {
    const problem = policyProblem(documentText(inputs.policy), "resource");
    if (problem !== undefined) throw invalid(problem);
  },
  outputs: ({ inputs }) => ({ policy: documentText(inputs.policy) }),
});

export const accessLogSubscriptionType = resourceType<vpclattice.AccessLogSubscriptionArgs>({
  token: accessLogSubscription.type,
  service: "VPC Lattice",
  noun: "VPC Lattice Access Log Subscription",
  operations: {
    create: "CreateAccessLogSubscription",
    read: "GetAccessLogSubscription",
    update: "UpdateAccessLogSubscription",
    delete: "DeleteAccessLogSubscription",
  },
  id: ({ hex }) => `als-${hex(17)}`,
  references: ofResource("resourceIdentifier"),
  validate: (call) => {
    requireDestination(call.world, call.inputs.destinationArn);
    requireNewDestination(call);
  },
  outputs: (call) => {
    const resource = resourceOf(call, call.inputs.resourceIdentifier);
    return {
      arn: arn(call.session, "vpc-lattice", `accesslogsubscription/${call.id}`),
      resourceArn: resource?.outputs["arn"],
      serviceNetworkLogType: call.inputs.serviceNetworkLogType ?? "SERVICE",
    };
  },
});

/** Where access logs can go, by the service in the ARN; the local cloud has no Firehose. */
const destinations: Readonly<Record<string, string>> = {
  s3: "aws:s3/bucket:Bucket",
  logs: "aws:cloudwatch/logGroup:LogGroup",
};

const serviceOf = (destination: string) => destination.split(":")[2] ?? "";

/** @throws CloudError where the bucket or log group is not there */
export function requireDestination(world: World, destination: string): void {
  const service = serviceOf(destination);
  const type = destinations[service];
  if (service === "firehose") return;
  if (type === undefined) throw invalid(`${destination} is no destination for access logs`);
  const wanted = destination.replace(/:\*$/, "");
  if (world.all(type).some((entry: Entry) => entry.outputs["arn"] === wanted)) return;
  throw invalid(`The access log destination ${destination} does not exist`);
}

/** Source: VPC Lattice User Guide, "Access logs": one subscription for each kind of destination. */
function requireNewDestination(call: SubscriptionCall): void {
  const { destinationArn, resourceIdentifier, serviceNetworkLogType = "SERVICE" } = call.inputs;
  const resource = resourceOf(call, resourceIdentifier);
  const other = all(call, accessLogSubscription).find(
    ({ id, inputs }) =>
      id !== call.id &&
      resourceOf(call, inputs.resourceIdentifier)?.id === resource?.id &&
      serviceOf(inputs.destinationArn) === serviceOf(destinationArn) &&
      (inputs.serviceNetworkLogType ?? "SERVICE") === serviceNetworkLogType,
  );
  if (other) {
    throw conflict(
      `${resource?.id} already has an access log subscription for a destination of this kind: ${other.id}`,
    );
  }
}
