import { InputError } from "../../model/errors";
import { checkClusterSettings, clusterSettings } from "../../model/cluster/settings";
import { defaultVersion, supportStatus, versionDates } from "../../model/cluster/versions";
import { filled } from "../../model/schema-parts";
import type { ClusterArgs } from "./args";

/** Checks what is known before deployment. @throws InputError */
export function checkCluster(args: ClusterArgs): void {
  checkVersion(args.version ?? defaultVersion, args.asOf);
  checkClusterSettings(filled(clusterSettings, args), (setting) => setting);
}

function checkVersion(version: string, asOf: string): void {
  const { released, standardEnds } = versionDates(version, "cluster.version");
  const status = supportStatus(version, asOf);
  if (status === "standard") return;
  throw new InputError({
    argument: "cluster.version",
    value: version,
    rule:
      status === "upcoming"
        ? `is on EKS from ${released} only`
        : `left standard support on ${standardEnds}, and EKS updates a cluster with STANDARD support by itself then`,
    fix: `Choose a version in standard support, for example ${defaultVersion}.`,
  });
}
