import { clusterSettings } from "../model/cluster/settings";
import { defaultVersion } from "../model/cluster/versions";
import { object, text, withDefault, type Static } from "../model/schema-parts";
import { name } from "./names";

/** Schema of a {@link ClusterConfig}. */
export const clusterSchema = object("the EKS cluster", {
  name: name("name of the cluster: up to 42 lower-case letters, digits and hyphens"),
  version: withDefault(text("Kubernetes minor version in quotes"), defaultVersion),
  ...clusterSettings.properties,
});

/** The cluster of a stack. */
export type ClusterConfig = Static<typeof clusterSchema>;
