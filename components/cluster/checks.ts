import { checkClusterSettings, clusterSettings } from "../../model/cluster/settings";
import { versionDates } from "../../model/cluster/versions";
import { filled } from "../../model/schema-parts";
import type { ClusterArgs } from "./args";

/** Checks the arguments that are known before deployment. @throws InputError */
export function checkCluster(args: ClusterArgs): void {
  versionDates(args.version);
  checkClusterSettings(filled(clusterSettings, args), (setting) => setting);
}
