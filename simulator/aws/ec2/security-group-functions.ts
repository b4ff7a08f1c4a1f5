import type { ec2 } from "@pulumi/aws";
import { all } from "../references";
import { awsFunction, type EntryOf, type Place } from "../resource";
import { exactlyOne, select, type Filterable } from "./filters";
import { tagsOf } from "./tags";
import { securityGroup } from "./reference-targets";
import { given } from "./vpc-functions";
import { text } from "../../values";

type Group = EntryOf<ec2.SecurityGroupArgs>;

export const getSecurityGroup = awsFunction<ec2.GetSecurityGroupArgs, ec2.GetSecurityGroupResult>(
  "aws:ec2/getSecurityGroup:getSecurityGroup",
  ["EC2", "DescribeSecurityGroups"],
  (place, { id, name, vpcId, ...query }) => {
    const found = select(all(place, securityGroup), (group) => view(place, group), {
      ...query,
      filters: [
        ...(query.filters ?? []),
        ...given("group-id", id),
        ...given("group-name", name),
        ...given("vpc-id", vpcId),
      ],
    });
    const group = exactlyOne(found, "EC2 Security Group");
    return {
      id: group.id,
      arn: text(group.outputs["arn"]),
      description: text(group.outputs["description"]),
      name: text(group.outputs["name"]),
      region: place.session.region,
      tags: tagsOf(place, group),
      vpcId: group.inputs.vpcId ?? "",
    };
  },
);

export const getSecurityGroups = awsFunction<
  ec2.GetSecurityGroupsArgs,
  ec2.GetSecurityGroupsResult
>(
  "aws:ec2/getSecurityGroups:getSecurityGroups",
  ["EC2", "DescribeSecurityGroups"],
  (place, query) => {
    const found = select(all(place, securityGroup), (group) => view(place, group), query);
    const { region } = place.session;
    return {
      id: region,
      arns: found.map(({ outputs }) => text(outputs["arn"])),
      ids: found.map(({ id }) => id),
      region,
      tags: query.tags ?? {},
      vpcIds: found.map(({ inputs }) => inputs.vpcId ?? ""),
    };
  },
);

function view(place: Place, group: Group): Filterable {
  return {
    attributes: {
      "group-id": group.id,
      "group-name": text(group.outputs["name"]),
      "vpc-id": group.inputs.vpcId,
      description: text(group.outputs["description"]),
      "owner-id": place.session.account,
    },
    tags: tagsOf(place, group),
  };
}
