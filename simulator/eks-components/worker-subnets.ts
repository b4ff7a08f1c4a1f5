import * as ec2 from "@pulumi/aws/ec2";
import type { Resource } from "@pulumi/pulumi";
import { containsAddress, isCidr, parseCidr } from "../../model/network/cidr";
import { question } from "./children";

/** Blocks that are not the internet. Source: RFC 1918. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].map((block) => parseCidr(block));

/** Of the subnets those without a route to an internet gateway; all of them where each has one. */
export async function workerSubnets(
  subnetIds: readonly string[],
  parent: Resource,
): Promise<string[]> {
  const tables = await Promise.all(subnetIds.map((id) => routeTable(id, parent)));
  const isPublic = tables.map(({ routes }) =>
    routes.some(({ gatewayId, cidrBlock }) => gatewayId !== "" && !isPrivate(cidrBlock)),
  );
  const inside = subnetIds.filter((_id, index) => !isPublic[index]);
  return inside.length > 0 ? inside : [...subnetIds];
}

function isPrivate(block: string): boolean {
  return (
    isCidr(block) &&
    PRIVATE.some((each) => containsAddress(each, parseCidr(block).text.split("/")[0] ?? ""))
  );
}

/** A subnet without a table of its own has its VPC's main one. */
async function routeTable(subnetId: string, parent: Resource): Promise<ec2.GetRouteTableResult> {
  const options = question(parent);
  try {
    return await ec2.getRouteTable({ subnetId }, options);
  } catch {
    const { vpcId } = await ec2.getSubnet({ id: subnetId }, options);
    const filters = [{ name: "association.main", values: ["true"] }];
    const { ids } = await ec2.getRouteTables({ vpcId, filters }, options);
    return ec2.getRouteTable({ routeTableId: ids[0] }, options);
  }
}
