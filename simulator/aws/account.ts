import type * as aws from "@pulumi/aws";
import { ProviderError } from "../errors";
import { exactlyOne, select, type Filterable } from "./ec2/filters";
import { awsFunction, type AwsFunction, type AwsSession, type Place } from "./resource";
import { optInStatus, regionDescription, regionNames, zonesOf, type ZoneFacts } from "./zones";

const getRegion = awsFunction<aws.GetRegionArgs, aws.GetRegionResult>(
  "aws:index/getRegion:getRegion",
  ["EC2", "DescribeRegions"],
  ({ session }, { region, name, endpoint }) => {
    const fromEndpoint = /^ec2\.([a-z0-9-]+)\.amazonaws\.com/.exec(endpoint ?? "")?.[1];
    const wanted = region ?? name ?? fromEndpoint ?? session.region;
    const description = regionDescription(wanted);
    if (description === undefined) {
      throw new ProviderError(
        `finding Region using name (${wanted}): no matching EC2 Region found`,
      );
    }
    return {
      id: wanted,
      description,
      endpoint: `ec2.${wanted}.amazonaws.com`,
      name: wanted,
      region: wanted,
    };
  },
);

const getRegions = awsFunction<aws.GetRegionsArgs, aws.GetRegionsResult>(
  "aws:index/getRegions:getRegions",
  ["EC2", "DescribeRegions"],
  ({ session }, { filters }) => {
    const view = (region: string): Filterable => ({
      attributes: {
        "region-name": region,
        endpoint: `ec2.${region}.amazonaws.com`,
        "opt-in-status": "opt-in-not-required",
      },
    });
    return { id: session.partition, names: select(regionNames, view, { filters }) };
  },
);

const getCallerIdentity = awsFunction<aws.GetCallerIdentityArgs, aws.GetCallerIdentityResult>(
  "aws:index/getCallerIdentity:getCallerIdentity",
  ["STS", "GetCallerIdentity"],
  ({ session }) => ({
    id: session.account,
    accountId: session.account,
    arn: callerArn(session),
    userId: "AIDALOCALCLOUDEXAMPLE",
  }),
);

/** Who makes all calls to the local cloud. */
export function callerArn({ partition, account }: AwsSession): string {
  return `arn:${partition}:iam::${account}:user/local-cloud`;
}

const getPartition = awsFunction<aws.GetPartitionArgs, aws.GetPartitionResult>(
  "aws:index/getPartition:getPartition",
  ["", ""],
  ({ session: { partition } }) => {
    const dnsSuffix = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    const reverseDnsPrefix = dnsSuffix.split(".").reverse().join(".");
    return { id: partition, partition, dnsSuffix, reverseDnsPrefix };
  },
);

const getAvailabilityZones = awsFunction<
  aws.GetAvailabilityZonesArgs,
  aws.GetAvailabilityZonesResult
>(
  "aws:index/getAvailabilityZones:getAvailabilityZones",
  ["EC2", "DescribeAvailabilityZones"],
  (place, { allAvailabilityZones, excludeNames = [], excludeZoneIds = [], filters, state }) => {
    const zones = visibleZones(place, allAvailabilityZones, { filters, state }).filter(
      ({ name, id }) => !excludeNames.includes(name) && !excludeZoneIds.includes(id),
    );
    const byName = zones.sort((a, b) => a.name.localeCompare(b.name));
    return {
      id: place.session.region,
      groupNames: [...new Set(byName.map(({ group }) => group))],
      names: byName.map(({ name }) => name),
      region: place.session.region,
      zoneIds: byName.map(({ id }) => id),
    };
  },
);

const getAvailabilityZone = awsFunction<aws.GetAvailabilityZoneArgs, aws.GetAvailabilityZoneResult>(
  "aws:index/getAvailabilityZone:getAvailabilityZone",
  ["EC2", "DescribeAvailabilityZones"],
  (place, { allAvailabilityZones, filters, name, state, zoneId }) => {
    const zones = visibleZones(place, allAvailabilityZones, { filters, state }).filter(
      (zone) => (name ?? zone.name) === zone.name && (zoneId ?? zone.id) === zone.id,
    );
    const zone = exactlyOne(zones, "EC2 Availability Zone");
    return {
      id: zone.name,
      groupLongName: regionDescription(zone.region) ?? "",
      groupName: zone.group,
      name: zone.name,
      nameSuffix: zone.name.slice(zone.region.length),
      networkBorderGroup: zone.borderGroup,
      optInStatus: optInStatus(place, zone),
      parentZoneId: zone.parent?.id ?? "",
      parentZoneName: zone.parent?.name ?? "",
      region: zone.region,
      state: "available",
      zoneId: zone.id,
      zoneType: typeOf(zone),
    };
  },
);

/** Zones that are not opted in are shown on request only. */
function visibleZones(
  place: Place,
  all: boolean | undefined,
  { filters, state }: Pick<aws.GetAvailabilityZonesArgs, "filters" | "state">,
): ZoneFacts[] {
  if (state !== undefined && state !== "available") return [];
  const shown = zonesOf(place.session.region).filter(
    (zone) => all || optInStatus(place, zone) !== "not-opted-in",
  );
  const view = (zone: ZoneFacts): Filterable => ({
    attributes: {
      "group-name": zone.group,
      "network-border-group": zone.borderGroup,
      "opt-in-status": optInStatus(place, zone),
      "parent-zone-id": zone.parent?.id,
      "parent-zone-name": zone.parent?.name,
      "region-name": zone.region,
      state: "available",
      "zone-id": zone.id,
      "zone-name": zone.name,
      "zone-type": typeOf(zone),
    },
  });
  return select(shown, view, { filters });
}

function typeOf({ kind }: ZoneFacts): string {
  return `${kind}-zone`;
}

/** Functions about the account, its Regions and zones. */
export const accountFunctions: readonly AwsFunction[] = [
  getRegion,
  getRegions,
  getCallerIdentity,
  getPartition,
  getAvailabilityZones,
  getAvailabilityZone,
];
