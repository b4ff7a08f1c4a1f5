import type { vpclattice } from "@pulumi/aws";
import { CloudError } from "../../errors";
import type { Entry } from "../../world";
import { all, resolve, type Reference, type Target } from "../references";
import type { AwsCall, EntryOf, Place } from "../resource";

// Codes: the errors of each operation in the VPC Lattice API model.

export const conflict = (text: string): CloudError => new CloudError("ConflictException", text);
export const invalid = (text: string): CloudError => new CloudError("ValidationException", text);
export const overQuota = (text: string): CloudError =>
  new CloudError("ServiceQuotaExceededException", text);

function target<Args>(type: string, noun: string, by: readonly string[]): Target<Args> {
  return {
    type: `aws:vpclattice/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`,
    by,
    notFound: (reference) =>
      new CloudError("ResourceNotFoundException", `${noun} ${reference} not found`),
    inUse: ({ id }, user: Entry) => conflict(`${noun} ${id} is in use by ${user.id}`),
  };
}

export const serviceNetwork = target<vpclattice.ServiceNetworkArgs>(
  "ServiceNetwork",
  "Service network",
  ["id", "arn"],
);

export const vpcAssociation = target<vpclattice.ServiceNetworkVpcAssociationArgs>(
  "ServiceNetworkVpcAssociation",
  "Service network VPC association",
  ["id", "arn"],
);

export const serviceAssociation = target<vpclattice.ServiceNetworkServiceAssociationArgs>(
  "ServiceNetworkServiceAssociation",
  "Service network service association",
  ["id", "arn"],
);

export const service = target<vpclattice.ServiceArgs>("Service", "Service", ["id", "arn"]);

export const listener = target<vpclattice.ListenerArgs>("Listener", "Listener", [
  "listenerId",
  "arn",
]);

export const listenerRule = target<vpclattice.ListenerRuleArgs>("ListenerRule", "Rule", [
  "ruleId",
  "arn",
]);

export const targetGroup = target<vpclattice.TargetGroupArgs>("TargetGroup", "Target group", [
  "id",
  "arn",
]);

export const targetAttachment = target<vpclattice.TargetGroupAttachmentArgs>(
  "TargetGroupAttachment",
  "Target",
  ["id"],
);

export const accessLogSubscription = target<vpclattice.AccessLogSubscriptionArgs>(
  "AccessLogSubscription",
  "Access log subscription",
  ["id", "arn"],
);

/** A service network or service, by id or ARN, which takes what belongs to it along when it goes. */
export function ofResource(path: string): Reference[] {
  return [
    { path, to: serviceNetwork, blocks: false, when: (id) => /(^|\/)sn-/.test(id) },
    { path, to: service, blocks: false, when: (id) => /(^|\/)svc-/.test(id) },
  ];
}

/** The service network or service of that id or ARN. */
export function resourceOf(
  place: Place,
  reference: string,
): EntryOf<{ authType?: string }> | undefined {
  return resolve(place, serviceNetwork, reference) ?? resolve(place, service, reference);
}

/** Names of these are one in an account's Region. @throws CloudError ConflictException */
export function requireFreeName<Args>(call: AwsCall<Args>, of: Target<Args>, noun: string): void {
  const { name } = call.inputs as { name?: string };
  const isTaken = all(call, of).some(
    ({ id, outputs }) => id !== call.id && outputs["name"] === name,
  );
  if (isTaken && !call.previous) throw conflict(`${noun} with name ${name} already exists`);
}
