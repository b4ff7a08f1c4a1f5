import type { ec2 } from "@pulumi/aws";
import { stableHex } from "../identity";
import { all } from "../references";
import { awsFunction, type Place } from "../resource";
import { zonesOf } from "../zones";
import { awsPrefixLists } from "./aws-prefix-lists";
import { endpointService, privateDnsNameOf } from "./endpoint-services";
import { exactlyOne, select } from "./filters";
import { tagsOf } from "./tags";
import { prefixList } from "./reference-targets";
import { given } from "./vpc-functions";
import { text } from "../../values";

export const getManagedPrefixList = awsFunction<
  ec2.GetManagedPrefixListArgs,
  ec2.GetManagedPrefixListResult
>(
  "aws:ec2/getManagedPrefixList:getManagedPrefixList",
  ["EC2", "DescribeManagedPrefixLists"],
  (place, { id, name, ...query }) => {
    const view = (list: ReturnType<typeof listsOf>[number]) => ({
      attributes: {
        "prefix-list-id": list.id,
        "prefix-list-name": list.name,
        "owner-id": list.ownerId,
      },
      tags: list.tags,
    });
    const found = select(listsOf(place), view, {
      ...query,
      filters: [
        ...(query.filters ?? []),
        ...given("prefix-list-id", id),
        ...given("prefix-list-name", name),
      ],
    });
    return exactlyOne(found, "EC2 Managed Prefix List");
  },
);

/** AWS' lists and those of the account. */
function listsOf(place: Place) {
  const { region, partition, account } = place.session;
  const ofAws = awsPrefixLists(region).map(({ id, name, addressFamily, weight, cidrs }) => ({
    id,
    arn: `arn:${partition}:ec2:${region}:aws:prefix-list/${id}`,
    addressFamily,
    entries: cidrs.map((cidr) => ({ cidr, description: "" })),
    maxEntries: weight,
    name,
    ownerId: "AWS",
    region,
    tags: {},
    version: 1,
  }));
  const own = all(place, prefixList).map((entry) => ({
    id: entry.id,
    arn: text(entry.outputs["arn"]),
    addressFamily: entry.inputs.addressFamily,
    entries: (entry.inputs.entries ?? []).map(({ cidr, description = "" }) => ({
      cidr,
      description,
    })),
    maxEntries: entry.inputs.maxEntries,
    name: text(entry.outputs["name"]),
    ownerId: account,
    region,
    tags: tagsOf(place, entry),
    version: Number(entry.outputs["version"]),
  }));
  return [...ofAws, ...own];
}

export const getVpcEndpointService = awsFunction<
  ec2.GetVpcEndpointServiceArgs,
  ec2.GetVpcEndpointServiceResult
>(
  "aws:ec2/getVpcEndpointService:getVpcEndpointService",
  ["EC2", "DescribeVpcEndpointServices"],
  ({ session: { region, partition } }, { service, serviceName, serviceType }) => {
    const name = serviceName ?? `com.amazonaws.${region}.${service ?? ""}`;
    const known = endpointService(name, region);
    const types = (known?.types ?? []).filter((type) => (serviceType ?? type) === type);
    const type = exactlyOne(types, "EC2 VPC Endpoint Service");
    const serviceId = `vpce-svc-${stableHex(name, 17)}`;
    return {
      id: name,
      acceptanceRequired: false,
      arn: `arn:${partition}:ec2:${region}:aws:vpc-endpoint-service/${serviceId}`,
      availabilityZones: zonesOf(region)
        .filter(({ kind }) => kind === "availability")
        .map((zone) => zone.name),
      baseEndpointDnsNames: [`${known?.service ?? ""}.${region}.vpce.amazonaws.com`],
      filters: [],
      managesVpcEndpoints: false,
      owner: "amazon",
      privateDnsName: privateDnsNameOf(known?.service ?? "", region),
      privateDnsNames: [privateDnsNameOf(known?.service ?? "", region)],
      region,
      serviceId,
      serviceName: name,
      serviceRegion: region,
      serviceType: type,
      supportedIpAddressTypes: ["ipv4"],
      tags: {},
      vpcEndpointPolicySupported: true,
    };
  },
);
