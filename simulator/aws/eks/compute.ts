import type { Place } from "../resource";
import { cluster } from "./reference-targets";
import { resolve } from "../references";
import { isHere } from "../identity";

/** Whether a cluster has something to run pods on that DaemonSets don't place. */
export function hasCompute(place: Place, clusterName: string): boolean {
  const compute = resolve(place, cluster, clusterName)?.inputs.computeConfig;
  return (
    compute?.enabled === true || hasFargate(place, clusterName) || hasNodes(place, clusterName)
  );
}

function hasFargate({ world, session }: Place, clusterName: string): boolean {
  return world
    .all("aws:eks/fargateProfile:FargateProfile")
    .some(({ scope, inputs }) => isHere(session, scope) && inputs["clusterName"] === clusterName);
}

/** Managed groups and self-managed ones alike: their Auto Scaling groups carry the cluster's tag. */
function hasNodes({ world, session }: Place, clusterName: string): boolean {
  const key = `kubernetes.io/cluster/${clusterName}`;
  return world
    .all("aws:autoscaling/group:Group")
    .filter(({ scope }) => isHere(session, scope))
    .some(({ inputs }) => {
      const tags = Array.isArray(inputs["tags"]) ? inputs["tags"] : [];
      const desired = inputs["desiredCapacity"] ?? inputs["minSize"];
      return Number(desired) > 0 && tags.some((tag) => (tag as { key?: string }).key === key);
    });
}
