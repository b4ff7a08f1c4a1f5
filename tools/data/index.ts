import type { DataSet } from "./data-set";
import { eksVersions } from "./eks-versions";
import { gatewayApiDefinitions } from "./gateway-api";
import { instanceTypes } from "./instance-types";
import { managedPolicies } from "./managed-policies";
import { nodeConfig } from "./node-config";

export type { DataSet } from "./data-set";

/** The data sets that `npm run data -- <name>` refreshes. */
export const dataSets: readonly DataSet[] = [
  instanceTypes,
  eksVersions,
  managedPolicies,
  nodeConfig,
  gatewayApiDefinitions,
];
