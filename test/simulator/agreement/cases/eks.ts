import type { Properties } from "../../../../simulator/values";
import { launchTemplate, subnet, vpc } from "../actions/ec2";
import { cluster, fargateProfile, nodeGroup } from "../actions/eks";
import { role } from "../actions/iam";
import { call, type Case, type Cloud, type Thing } from "../cloud";
import { trust } from "./documents";

interface Place {
  roleArn: string;
  subnetIds: string[];
}

async function makePlace(cloud: Cloud): Promise<Place> {
  const { id: vpcId } = await cloud.create(vpc, { cidrBlock: "10.0.0.0/16" });
  const zones = ["us-east-1a", "us-east-1b"];
  const subnetIds: string[] = [];
  for (const [index, availabilityZone] of zones.entries()) {
    const cidrBlock = `10.0.${index}.0/24`;
    const { id } = await cloud.create(subnet, { vpcId, cidrBlock, availabilityZone });
    subnetIds.push(id);
  }
  const made = await makeRole(cloud, "control-plane", "eks.amazonaws.com");
  return { roleArn: made, subnetIds };
}

async function makeRole(cloud: Cloud, name: string, service: string): Promise<string> {
  const made = await cloud.create(role, { name, assumeRolePolicy: trust(service) });
  return made.details["arn"]!;
}

const makeCluster = (
  cloud: Cloud,
  { roleArn, subnetIds }: Place,
  more: Properties = {},
): Promise<Thing> =>
  cloud.create(cluster, {
    name: "dev",
    roleArn,
    version: "1.34",
    vpcConfig: { subnetIds },
    ...more,
  });

async function makeNodes(cloud: Cloud, { subnetIds }: Place, more: Properties = {}) {
  const nodeRoleArn = await makeRole(cloud, "nodes", "ec2.amazonaws.com");
  return () =>
    cloud.create(nodeGroup, {
      clusterName: "dev",
      nodeGroupName: "workers",
      nodeRoleArn,
      subnetIds,
      scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 2 },
      ...more,
    });
}

async function makeProfile(cloud: Cloud, { subnetIds }: Place) {
  const podExecutionRoleArn = await makeRole(cloud, "pods", "eks-fargate-pods.amazonaws.com");
  return () =>
    cloud.create(fargateProfile, {
      clusterName: "dev",
      fargateProfileName: "serverless",
      podExecutionRoleArn,
      subnetIds,
      selectors: [{ namespace: "default" }],
    });
}

/** Calls about clusters and what runs their pods. */
export const eksCases: Case[] = [
  call("a cluster", async (cloud) => {
    const place = await makePlace(cloud);
    return () => makeCluster(cloud, place);
  }),
  call("a second cluster of one name", async (cloud) => {
    const place = await makePlace(cloud);
    await makeCluster(cloud, place);
    return () => makeCluster(cloud, place);
  }),
  call("a cluster in one zone", async (cloud) => {
    const { roleArn, subnetIds } = await makePlace(cloud);
    return () => makeCluster(cloud, { roleArn, subnetIds: subnetIds.slice(0, 1) });
  }),
  call("a cluster in a subnet that does not exist", async (cloud) => {
    const { roleArn, subnetIds } = await makePlace(cloud);
    const unknown = [...subnetIds, "subnet-0123456789abcdef0"];
    return () => makeCluster(cloud, { roleArn, subnetIds: unknown });
  }),
  call("a cluster with a role that does not exist", async (cloud) => {
    const { subnetIds } = await makePlace(cloud);
    const roleArn = "arn:aws:iam::123456789012:role/nobody";
    return () => makeCluster(cloud, { roleArn, subnetIds });
  }),
  call("a cluster of a version that EKS never had", async (cloud) => {
    const place = await makePlace(cloud);
    return () => makeCluster(cloud, place, { version: "1.99" });
  }),
  call("an update of a cluster by one minor version", async (cloud) => {
    const made = await makeCluster(cloud, await makePlace(cloud));
    return () => cloud.update(cluster, made, { version: "1.35" });
  }),
  call("an update of a cluster by two minor versions", async (cloud) => {
    const made = await makeCluster(cloud, await makePlace(cloud));
    return () => cloud.update(cluster, made, { version: "1.36" });
  }),
  call("an update of a cluster to an older version", async (cloud) => {
    const made = await makeCluster(cloud, await makePlace(cloud));
    return () => cloud.update(cluster, made, { version: "1.33" });
  }),
  call("deleting a cluster", async (cloud) => {
    const made = await makeCluster(cloud, await makePlace(cloud));
    return () => cloud.delete(cluster, made);
  }),
  call("deleting a cluster that is protected", async (cloud) => {
    const place = await makePlace(cloud);
    const made = await makeCluster(cloud, place, { deletionProtection: true });
    return () => cloud.delete(cluster, made);
  }),
  call("a node group", async (cloud) => {
    const place = await makePlace(cloud);
    await makeCluster(cloud, place);
    return makeNodes(cloud, place);
  }),
  call("a second node group of one name", async (cloud) => {
    const place = await makePlace(cloud);
    await makeCluster(cloud, place);
    const make = await makeNodes(cloud, place);
    await make();
    return make;
  }),
  call("a node group of a cluster that does not exist", async (cloud) =>
    makeNodes(cloud, await makePlace(cloud)),
  ),
  call("a node group whose minimum is more than its maximum", async (cloud) => {
    const place = await makePlace(cloud);
    await makeCluster(cloud, place);
    return makeNodes(cloud, place, {
      scalingConfig: { minSize: 3, maxSize: 1, desiredSize: 2 },
    });
  }),
  call("a node group with a disk size beside a launch template", async (cloud) => {
    const place = await makePlace(cloud);
    await makeCluster(cloud, place);
    const { id } = await cloud.create(launchTemplate, { name: "nodes" });
    return makeNodes(cloud, place, { diskSize: 50, launchTemplate: { id, version: "1" } });
  }),
  call("deleting a cluster that has a node group", async (cloud) => {
    const place = await makePlace(cloud);
    const made = await makeCluster(cloud, place);
    const make = await makeNodes(cloud, place);
    await make();
    return () => cloud.delete(cluster, made);
  }),
  call("a Fargate profile", async (cloud) => {
    const place = await makePlace(cloud);
    await makeCluster(cloud, place);
    return makeProfile(cloud, place);
  }),
  call("a second Fargate profile of one name", async (cloud) => {
    const place = await makePlace(cloud);
    await makeCluster(cloud, place);
    const make = await makeProfile(cloud, place);
    await make();
    return make;
  }),
  call("a Fargate profile of a cluster that does not exist", async (cloud) =>
    makeProfile(cloud, await makePlace(cloud)),
  ),
  call("deleting a cluster that has a Fargate profile", async (cloud) => {
    const place = await makePlace(cloud);
    const made = await makeCluster(cloud, place);
    const make = await makeProfile(cloud, place);
    await make();
    return () => cloud.delete(cluster, made);
  }),
];
