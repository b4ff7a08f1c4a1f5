import * as iam from "@pulumi/aws/iam";
import type { ClusterArgs } from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import { child } from "./children";
import { hasNoDefaultNodes } from "./cluster-arguments";
import type { NodeDefaults } from "./core";
import { ServiceRole } from "./service-role";

/** The roles that a cluster's nodes have. */
export interface NodeRoles {
  all: pulumi.Output<iam.Role[]>;
  /** The one of the default nodes. */
  own: pulumi.Output<iam.Role> | undefined;
  /** With which the default nodes take it. */
  profile: iam.InstanceProfile | undefined;
}

/** The roles that are given, else one with what nodes need. */
export function nodeRoles(
  name: string,
  args: ClusterArgs,
  defaults: NodeDefaults,
  partition: pulumi.Input<string>,
  parent: pulumi.Resource,
): NodeRoles {
  if (args.instanceRoles)
    return { all: pulumi.output(args.instanceRoles), own: undefined, profile: undefined };
  const profileName = args.instanceProfileName ?? defaults.instanceProfileName;
  if (args.instanceRole) {
    const own = pulumi.output(args.instanceRole);
    const profile = hasNoDefaultNodes(args)
      ? undefined
      : createProfile(name, own, profileName, parent);
    return { all: pulumi.output([args.instanceRole]), own, profile };
  }
  if (!(args.createInstanceRole ?? !args.skipDefaultNodeGroup)) {
    return { all: pulumi.output([]), own: undefined, profile: undefined };
  }
  const own = new ServiceRole(
    `${name}-instanceRole`,
    {
      service: "ec2.amazonaws.com",
      policies: [
        "AmazonEKSWorkerNodePolicy",
        "AmazonEKS_CNI_Policy",
        "AmazonEC2ContainerRegistryReadOnly",
      ],
      partition,
      tags: args.tags,
    },
    parent,
  ).whole;
  return { all: pulumi.output([own]), own, profile: createProfile(name, own, profileName, parent) };
}

function createProfile(
  name: string,
  role: pulumi.Output<iam.Role>,
  existing: pulumi.Input<string> | undefined,
  parent: pulumi.Resource,
): iam.InstanceProfile {
  const options = child(parent);
  return existing
    ? iam.InstanceProfile.get(`${name}-instanceProfile`, existing, undefined, options)
    : new iam.InstanceProfile(`${name}-instanceProfile`, { role }, options);
}
