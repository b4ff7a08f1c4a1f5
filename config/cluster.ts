import { clusterSettings } from "../model/cluster/settings";
import { object, optional, text, type Static } from "../model/schema-parts";
import { name } from "./names";

/** Schema of a {@link ClusterConfig}. */
export const clusterSchema = object("the EKS cluster", {
  name: name("name of the cluster: up to 42 lower-case letters, digits and hyphens"),
  version: optional(text("Kubernetes minor version in quotes")),
  ...clusterSettings.properties,
});

/** The cluster of a stack. */
export type ClusterConfig = Static<typeof clusterSchema>;
