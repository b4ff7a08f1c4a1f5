import type { route53 } from "@pulumi/aws";
import { containsAddress, parseCidr } from "../../model/network/cidr";
import { CloudError, ProviderError } from "../errors";
import { stableHex } from "./identity";
import { all, type Target } from "./references";
import {
  awsFunction,
  resourceType,
  type AwsCall,
  type AwsFunction,
  type EntryOf,
  type ResourceType,
} from "./resource";
import { vpc } from "./ec2/reference-targets";
import { text } from "../values";

type ZoneCall = AwsCall<route53.ZoneArgs>;
type RecordCall = AwsCall<route53.RecordArgs>;

const zone: Target<route53.ZoneArgs> = {
  type: "aws:route53/zone:Zone",
  notFound: (id) => new CloudError("NoSuchHostedZone", `No hosted zone found with ID: ${id}`),
  inUse: () =>
    new CloudError(
      "HostedZoneNotEmpty",
      "The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
    ),
};

const record: Target<route53.RecordArgs> = {
  type: "aws:route53/record:Record",
  notFound: (id) => new CloudError("InvalidChangeBatch", `${id} was not found`),
  inUse: ({ id }) => new CloudError("InvalidChangeBatch", id),
};

const zoneType = resourceType<route53.ZoneArgs>({
  token: zone.type,
  service: "Route 53",
  noun: "Route 53 Hosted Zone",
  operations: {
    create: "CreateHostedZone",
    read: "GetHostedZone",
    update: "UpdateHostedZoneComment",
    delete: "DeleteHostedZone",
  },
  global: true,
  id: ({ hex }) => `Z${hex(20).toUpperCase()}`,
  defaults: { comment: "Managed by Pulumi", forceDestroy: false },
  autoname: { property: "name", maxLength: 1024 },
  validate: (call) => {
    requireDomainName(call.inputs.name ?? "");
    requireVpcs(call);
  },
  outputs: ({ id, inputs, hex }) => ({
    arn: `arn:aws:route53:::hostedzone/${id}`,
    zoneId: id,
    name: withoutDot(inputs.name ?? ""),
    nameServers: inputs.vpcs ? [] : nameServers(hex(8, "servers")),
    primaryNameServer: inputs.vpcs ? "" : nameServers(hex(8, "servers"))[0],
  }),
  beforeDelete: ({ world, inputs, id }) => {
    if (!inputs.forceDestroy) return;
    for (const entry of world.all(record.type)) {
      if (entry.inputs["zoneId"] === id) world.remove(entry);
    }
  },
});

function nameServers(seed: string): string[] {
  const number = (salt: string) => parseInt(stableHex(seed + salt, 4), 16) % 2048;
  return ["awsdns-00.com", "awsdns-01.net", "awsdns-02.org", "awsdns-03.co.uk"].map(
    (domain) => `ns-${number(domain)}.${domain}`,
  );
}

function requireDomainName(name: string): void {
  if (/^(\*|[a-z0-9_-]{1,63})(\.[a-z0-9_-]{1,63})*\.?$/i.test(name) && name.length <= 255) return;
  throw new CloudError("InvalidDomainName", `${name} is not a valid domain name.`);
}

/** A private zone's VPCs are in any Region; two zones of one name cannot share one. */
function requireVpcs(call: ZoneCall): void {
  const { vpcs = [], name = "" } = call.inputs;
  for (const { vpcId, vpcRegion } of vpcs) {
    const exists = call.world.all(vpc.type).some(({ id }) => id === vpcId);
    if (!exists) {
      throw new CloudError(
        "InvalidVPCId",
        `The VPC: ${vpcId} in region ${vpcRegion ?? call.session.region} that you provided is not valid.`,
      );
    }
    const other = all(call, zone).find(
      ({ id, inputs, outputs }) =>
        id !== call.id &&
        outputs["name"] === withoutDot(name) &&
        (inputs.vpcs ?? []).some((associated) => associated.vpcId === vpcId),
    );
    if (!other) continue;
    throw new CloudError(
      "ConflictingDomainExists",
      `The VPC ${vpcId} in region ${vpcRegion ?? call.session.region} has already been associated with the hosted zone ${other.id} with the same domain name.`,
    );
  }
}

const recordType = resourceType<route53.RecordArgs>({
  token: record.type,
  service: "Route 53",
  noun: "Route53 Record",
  operations: {
    create: "ChangeResourceRecordSets",
    read: "ListResourceRecordSets",
    update: "ChangeResourceRecordSets",
    delete: "ChangeResourceRecordSets",
  },
  global: true,
  id: ({ inputs: { zoneId, name, type, setIdentifier } }) =>
    [zoneId, name, type, setIdentifier].filter((part) => part !== undefined).join("_"),
  exists: (call) =>
    invalidBatch(
      `Tried to create resource record set [name='${fqdn(call)}.', type='${String(call.inputs.type)}'] but it already exists`,
    ),
  references: [{ path: "zoneId", to: zone }],
  validate: (call) => {
    requireInZone(call);
    requireNoConflict(call);
    requireValues(call);
  },
  outputs: (call) => ({
    fqdn: fqdn(call),
    allowOverwrite: call.inputs.allowOverwrite ?? false,
  }),
});

function invalidBatch(text: string): CloudError {
  return new CloudError("InvalidChangeBatch", `[${text}]`);
}

function zoneOf(call: RecordCall): EntryOf<route53.ZoneArgs> {
  return all(call, zone).find(({ id }) => id === call.inputs.zoneId)!;
}

/** The provider takes a record's name with the zone's or without. */
function fqdn(call: RecordCall): string {
  const apex = text(zoneOf(call).outputs["name"]);
  const name = withoutDot(call.inputs.name).toLowerCase();
  if (name === "") return apex;
  return name === apex || name.endsWith(`.${apex}`) ? name : `${name}.${apex}`;
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, "");
}

function requireInZone(call: RecordCall): void {
  const { name } = call.inputs;
  requireDomainName(fqdn(call));
  const apex = text(zoneOf(call).outputs["name"]);
  if (!name.endsWith(".") || withoutDot(name) === apex || withoutDot(name).endsWith(`.${apex}`))
    return;
  throw invalidBatch(`RRSet with DNS name ${name} is not permitted in zone ${apex}.`);
}

function requireNoConflict(call: RecordCall): void {
  const { zoneId, type } = call.inputs;
  const name = fqdn(call);
  const apex = zoneOf(call).outputs["name"];
  if (type === "CNAME" && name === apex) {
    throw invalidBatch(
      `RRSet of type CNAME with DNS name ${name}. is not permitted at apex in zone ${String(apex)}.`,
    );
  }
  const others = all(call, record).filter(
    ({ id, inputs, outputs }) =>
      id !== call.id && inputs.zoneId === zoneId && outputs["fqdn"] === name,
  );
  const conflict = others.find(({ inputs }) => (inputs.type === "CNAME") !== (type === "CNAME"));
  if (conflict) {
    throw invalidBatch(
      `RRSet of type CNAME with DNS name ${name}. is not permitted as it conflicts with other records with the same DNS name in zone ${text(apex)}.`,
    );
  }
}

function requireValues({ inputs }: RecordCall): void {
  const { type, records = [], aliases, ttl } = inputs;
  if (!aliases && records.length === 0) {
    throw new ProviderError("one of `alias,records` must be specified");
  }
  if (!aliases && ttl === undefined) {
    throw new ProviderError("all of `records,ttl` must be specified");
  }
  const anywhere = { A: "0.0.0.0/0", AAAA: "::/0" }[String(type)];
  if (anywhere === undefined) return;
  const wrong = records.find((value) => !containsAddress(parseCidr(anywhere), value));
  if (wrong === undefined) return;
  throw invalidBatch(
    `Invalid Resource Record: 'FATAL problem: ${String(type) === "A" ? "ARRDATAIllegalIPv4Address" : "AAAARRDATAIllegalIPv6Address"} (Value is not a valid address) encountered with '${wrong}''`,
  );
}

const getZone = awsFunction<route53.GetZoneArgs, route53.GetZoneResult>(
  "aws:route53/getZone:getZone",
  ["Route 53", "ListHostedZones"],
  (place, { zoneId, name, privateZone = false, vpcId, tags = {} }) => {
    const found = all(place, zone).filter(
      ({ id, inputs, outputs }) =>
        (zoneId ?? id) === id &&
        (name === undefined || withoutDot(name) === outputs["name"]) &&
        (zoneId !== undefined || privateZone === (inputs.vpcs !== undefined)) &&
        (vpcId === undefined || (inputs.vpcs ?? []).some((one) => one.vpcId === vpcId)) &&
        Object.entries(tags).every(([key, value]) => inputs.tags?.[key] === value),
    );
    const [first, second] = found;
    if (!first) throw new ProviderError("no matching Route 53 Hosted Zone found");
    if (second) throw new ProviderError("multiple Route 53 Hosted Zones matched");
    return {
      id: first.id,
      arn: text(first.outputs["arn"]),
      callerReference: first.seed ?? "",
      comment: first.inputs.comment ?? "",
      linkedServiceDescription: "",
      linkedServicePrincipal: "",
      name: text(first.outputs["name"]),
      nameServers: first.outputs["nameServers"] as string[],
      primaryNameServer: text(first.outputs["primaryNameServer"]),
      privateZone: first.inputs.vpcs !== undefined,
      resourceRecordSetCount:
        2 + all(place, record).filter(({ inputs }) => inputs.zoneId === first.id).length,
      tags: (first.outputs["tagsAll"] ?? {}) as Record<string, string>,
      vpcId: vpcId ?? "",
      zoneId: first.id,
    };
  },
);

/** Resource types of Route 53. */
export const route53Types: readonly ResourceType[] = [zoneType, recordType];

/** Functions of Route 53. */
export const route53Functions: readonly AwsFunction[] = [getZone];
