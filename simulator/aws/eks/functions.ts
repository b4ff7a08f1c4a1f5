import type { eks } from "@pulumi/aws";
import {
  defaultVersionOn,
  minorVersion,
  supportStatus,
  versionCalendar,
} from "../../../model/cluster/versions";
import { isoDay } from "../../../model/days";
import { ProviderError } from "../../errors";
import { all, requireTarget, type Target } from "../references";
import { awsFunction, type Place } from "../resource";
import { addOnVersions } from "./add-on-versions";
import { cluster, invalidParameter, notFound } from "./reference-targets";
import { text } from "../../values";

export { getCluster } from "./get-cluster";

const nodeGroup: Target<eks.NodeGroupArgs> = {
  type: "aws:eks/nodeGroup:NodeGroup",
  notFound: () => notFound("No node group found for name."),
  inUse: () => invalidParameter("in use"),
};

/** A token as `aws eks get-token` makes it: a signed URL of STS, which nobody accepts. */
export const getClusterAuth = awsFunction<eks.GetClusterAuthArgs, eks.GetClusterAuthResult>(
  "aws:eks/getClusterAuth:getClusterAuth",
  ["STS", "GetCallerIdentity"],
  ({ session: { region } }, { name }) => {
    const url = `https://sts.${region}.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-SignedHeaders=host%3Bx-k8s-aws-id&x-k8s-aws-id=${name}`;
    const token = `k8s-aws-v1.${Buffer.from(url).toString("base64url")}`;
    return { id: name, name, region, token };
  },
);

export const getAddonVersion = awsFunction<eks.GetAddonVersionArgs, eks.GetAddonVersionResult>(
  "aws:eks/getAddonVersion:getAddonVersion",
  ["EKS", "DescribeAddonVersions"],
  ({ session: { region } }, { addonName, kubernetesVersion, mostRecent = false }) => {
    const offered = addOnVersions(addonName, minorVersion(kubernetesVersion));
    if (!offered) {
      throw new ProviderError(
        `reading EKS Add-On version info (${addonName}, ${kubernetesVersion}): empty result`,
      );
    }
    const newest = offered.versions[0] ?? offered.default;
    return {
      id: addonName,
      addonName,
      kubernetesVersion,
      mostRecent,
      region,
      version: mostRecent ? newest : offered.default,
    };
  },
);

const statuses = {
  upcoming: "UNSUPPORTED",
  standard: "STANDARD_SUPPORT",
  extended: "EXTENDED_SUPPORT",
  ended: "UNSUPPORTED",
};

/** The calendar as of today. */
export const getClusterVersions = awsFunction<
  eks.GetClusterVersionsArgs,
  eks.GetClusterVersionsResult
>(
  "aws:eks/getClusterVersions:getClusterVersions",
  ["EKS", "DescribeClusterVersions"],
  ({ session: { region } }, { clusterVersionsOnlies, defaultOnly, includeAll, versionStatus }) => {
    const today = isoDay(new Date());
    const newClusters = defaultVersionOn(today);
    const clusterVersions = versionCalendar
      .map((dates) => ({ ...dates, status: statuses[supportStatus(dates.version, today)] }))
      .filter(({ version, status }) =>
        [
          !defaultOnly || version === newClusters,
          clusterVersionsOnlies?.includes(version) ?? true,
          versionStatus === undefined || versionStatus === status,
          includeAll || status !== "UNSUPPORTED",
        ].every(Boolean),
      )
      .map(({ version, released, standardEnds, extendedEnds, status }) => ({
        clusterType: "eks",
        clusterVersion: version,
        controlPlaneComponentConfigs: [],
        controlPlaneScalingTiers: [],
        defaultPlatformVersion: "eks.10",
        defaultVersion: version === newClusters,
        endOfExtendedSupportDate: `${extendedEnds}T00:00:00Z`,
        endOfStandardSupportDate: `${standardEnds}T00:00:00Z`,
        kubernetesPatchVersion: `${version}.2`,
        releaseDate: `${released}T00:00:00Z`,
        versionStatus: status,
      }));
    return { id: region, clusterVersions, region };
  },
);

export const getClusters = awsFunction<eks.GetClustersArgs, eks.GetClustersResult>(
  "aws:eks/getClusters:getClusters",
  ["EKS", "ListClusters"],
  (place) => {
    const names = all(place, cluster).map(({ outputs }) => text(outputs["name"]));
    return { id: place.session.region, names, region: place.session.region };
  },
);

export const getNodeGroups = awsFunction<eks.GetNodeGroupsArgs, eks.GetNodeGroupsResult>(
  "aws:eks/getNodeGroups:getNodeGroups",
  ["EKS", "ListNodegroups"],
  (place, { clusterName }) => {
    requireTarget(place, cluster, clusterName);
    const names = groupsOf(place, clusterName).map(({ outputs }) => text(outputs["nodeGroupName"]));
    return { id: clusterName, clusterName, names, region: place.session.region };
  },
);

export const getNodeGroup = awsFunction<eks.GetNodeGroupArgs, eks.GetNodeGroupResult>(
  "aws:eks/getNodeGroup:getNodeGroup",
  ["EKS", "DescribeNodegroup"],
  (place, { clusterName, nodeGroupName }) => {
    requireTarget(place, cluster, clusterName);
    const group = groupsOf(place, clusterName).find(
      ({ outputs }) => outputs["nodeGroupName"] === nodeGroupName,
    );
    if (!group) throw notFound(`No node group found for name: ${nodeGroupName}.`);
    const { inputs, outputs } = group;
    const { launchTemplate, remoteAccess, scalingConfig, updateConfig } = inputs;
    return {
      id: group.id,
      amiType: text(outputs["amiType"]),
      arn: text(outputs["arn"]),
      capacityType: text(outputs["capacityType"]),
      clusterName,
      diskSize: Number(outputs["diskSize"]),
      instanceTypes: outputs["instanceTypes"] as string[],
      labels: inputs.labels ?? {},
      launchTemplates: launchTemplate
        ? [
            {
              id: launchTemplate.id ?? "",
              name: launchTemplate.name ?? "",
              version: launchTemplate.version,
            },
          ]
        : [],
      nodeGroupName,
      nodeRoleArn: inputs.nodeRoleArn,
      region: place.session.region,
      releaseVersion: text(outputs["releaseVersion"]),
      remoteAccesses: remoteAccess
        ? [
            {
              ec2SshKey: remoteAccess.ec2SshKey ?? "",
              sourceSecurityGroupIds: remoteAccess.sourceSecurityGroupIds ?? [],
            },
          ]
        : [],
      resources: outputs["resources"] as {
        autoscalingGroups: { name: string }[];
        remoteAccessSecurityGroupId: string;
      }[],
      scalingConfigs: [scalingConfig],
      status: "ACTIVE",
      subnetIds: inputs.subnetIds,
      tags: (outputs["tagsAll"] ?? {}) as Record<string, string>,
      taints: (inputs.taints ?? []).map(({ effect, key, value = "" }) => ({ effect, key, value })),
      updateConfigs: [
        {
          maxUnavailable: updateConfig?.maxUnavailable ?? (updateConfig ? 0 : 1),
          maxUnavailablePercentage: updateConfig?.maxUnavailablePercentage ?? 0,
          updateStrategy: updateConfig?.updateStrategy ?? "DEFAULT",
        },
      ],
      version: text(outputs["version"]),
      warmPoolConfigs: [],
    };
  },
);

function groupsOf(place: Place, clusterName: string) {
  return all(place, nodeGroup).filter(({ inputs }) => inputs.clusterName === clusterName);
}
