import type { servicediscovery } from "@pulumi/aws";
import { CloudError, ProviderError } from "../../errors";
import { isObject, type Properties } from "../../values";
import { vpc } from "../ec2/reference-targets";
import { arn } from "../identity";
import { addCreatedByAws } from "../created-by-aws";
import { all, type Target } from "../references";
import { resourceType, type AwsCall, type EntryOf, type Place } from "../resource";
import {
  httpNamespace,
  invalidInput,
  privateNamespace,
  publicNamespace,
} from "./reference-targets";

/** A call on a namespace of any type. */
type NamespaceCall = Omit<AwsCall, "inputs" | "previous">;

/** `DNS_PRIVATE`, `DNS_PUBLIC`, `HTTP`: what the API calls the types of namespaces. */
export type NamespaceType = "DNS_PRIVATE" | "DNS_PUBLIC" | "HTTP";

const targets: Record<NamespaceType, Target<{ name?: unknown }>> = {
  DNS_PRIVATE: privateNamespace,
  DNS_PUBLIC: publicNamespace,
  HTTP: httpNamespace,
};

const ZONE = "aws:route53/zone:Zone";

export const privateNamespaceType = resourceType<servicediscovery.PrivateDnsNamespaceArgs>({
  token: privateNamespace.type,
  service: "ServiceDiscovery",
  noun: "Service Discovery Private DNS Namespace",
  operations: {
    create: "CreatePrivateDnsNamespace",
    read: "GetNamespace",
    update: "UpdatePrivateDnsNamespace",
    delete: "DeleteNamespace",
  },
  id: namespaceId,
  autoname: { property: "name", maxLength: 253 },
  references: [
    {
      path: "vpc",
      // A private hosted zone keeps no VPC from being deleted.
      blocks: false,
      to: { ...vpc, notFound: (id) => invalidInput(`The VPC ${id} does not exist`) },
    },
  ],
  validate: (call) => {
    requireNewName(
      call,
      call.inputs.name,
      "DNS_PRIVATE",
      (other) => other.inputs["vpc"] === call.inputs.vpc,
    );
    requireNewZone(call);
  },
  outputs: (call) => ({ arn: arnOf(call), hostedZone: zoneId(call) }),
  afterCreate: (call) => makeZone(call, call.inputs.name, { vpcs: [{ vpcId: call.inputs.vpc }] }),
});

export const publicNamespaceType = resourceType<servicediscovery.PublicDnsNamespaceArgs>({
  token: publicNamespace.type,
  service: "ServiceDiscovery",
  noun: "Service Discovery Public DNS Namespace",
  operations: {
    create: "CreatePublicDnsNamespace",
    read: "GetNamespace",
    update: "UpdatePublicDnsNamespace",
    delete: "DeleteNamespace",
  },
  id: namespaceId,
  autoname: { property: "name", maxLength: 253 },
  validate: (call) => requireNewName(call, call.inputs.name, "DNS_PUBLIC"),
  outputs: (call) => ({ arn: arnOf(call), hostedZone: zoneId(call) }),
  afterCreate: (call) => makeZone(call, call.inputs.name),
});

export const httpNamespaceType = resourceType<servicediscovery.HttpNamespaceArgs>({
  token: httpNamespace.type,
  service: "ServiceDiscovery",
  noun: "Service Discovery HTTP Namespace",
  operations: {
    create: "CreateHttpNamespace",
    read: "GetNamespace",
    update: "UpdateHttpNamespace",
    delete: "DeleteNamespace",
  },
  id: namespaceId,
  autoname: { property: "name", maxLength: 1024 },
  validate: (call) => requireNewName(call, call.inputs.name, "HTTP"),
  outputs: (call) => ({ arn: arnOf(call), httpName: call.inputs.name }),
});

function namespaceId({ hex }: { hex: AwsCall["hex"] }): string {
  return `ns-${hex(16)}`;
}

function arnOf({ session, id }: Pick<AwsCall, "session" | "id">): string {
  return arn(session, "servicediscovery", `namespace/${id}`);
}

function zoneId({ hex }: Pick<AwsCall, "hex">): string {
  return `Z${hex(20, "zone").toUpperCase()}`;
}

/** Every namespace with its type. */
export function namespaces(place: Place): { type: NamespaceType; entry: EntryOf<Properties> }[] {
  const types = Object.entries(targets) as [NamespaceType, Target][];
  return types.flatMap(([type, target]) =>
    all(place, target as Target<Properties>).map((entry) => ({ type, entry })),
  );
}

function requireNewName(
  call: NamespaceCall,
  name: string | undefined,
  type: NamespaceType,
  isRival: (other: EntryOf<Properties>) => boolean = () => true,
): void {
  const rival = namespaces(call).find(
    (other) =>
      other.type === type &&
      other.entry.id !== call.id &&
      other.entry.outputs["name"] === name &&
      isRival(other.entry),
  );
  if (!rival) return;
  throw new CloudError(
    "NamespaceAlreadyExists",
    `A namespace with the name ${name} already exists. Namespace id: ${rival.entry.id}`,
  );
}

/** Cloud Map takes the request, and fails as it makes the zone. */
function requireNewZone(call: AwsCall<servicediscovery.PrivateDnsNamespaceArgs>): void {
  if (call.previous) return;
  const { name, vpc: vpcId } = call.inputs;
  const rival = call.world.all(ZONE).some(({ inputs, outputs }) => {
    const vpcs = Array.isArray(inputs["vpcs"]) ? inputs["vpcs"].filter(isObject) : [];
    return outputs["name"] === name && vpcs.some((one) => one["vpcId"] === vpcId);
  });
  if (!rival) return;
  throw new ProviderError(
    `waiting for Service Discovery Private DNS Namespace (${name}) create: unexpected state 'FAIL', wanted target 'SUCCESS'. last error: CANNOT_CREATE_HOSTED_ZONE: The VPC that you chose, ${vpcId} in region ${call.session.region}, is already associated with another private hosted zone that has an overlapping name space, ${name}..`,
  );
}

/** The hosted zone that Cloud Map keeps for the namespace; it goes when that goes. */
function makeZone(call: NamespaceCall, name = "", more: Properties = {}): void {
  const id = zoneId(call);
  addCreatedByAws(call, {
    type: ZONE,
    id,
    inputs: {
      name,
      comment: `Created by AWS Cloud Map for the namespace with ID ${call.id}`,
      ...more,
    },
    outputs: { zoneId: id, arn: `arn:aws:route53:::hostedzone/${id}`, name, nameServers: [] },
  });
}

/** The namespace of that id, of whatever type. */
export function namespaceOf(
  place: Place,
  id: string,
): { type: NamespaceType; entry: EntryOf<Properties> } {
  const found = namespaces(place).find(({ entry }) => entry.id === id);
  if (found) return found;
  throw privateNamespace.notFound(id);
}
