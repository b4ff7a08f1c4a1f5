import { fargateSelector } from "../model/nodes/fargate";
import { nodeGroupSettings } from "../model/nodes/node-group";
import {
  choice,
  count,
  listOf,
  object,
  optional,
  withDefault,
  type Static,
} from "../model/schema-parts";
import { name } from "./names";

/** Schema of a {@link NodeGroupConfig}. */
export const nodeGroupSchema = object("a managed node group", {
  name: name("name of the group"),
  ...nodeGroupSettings.properties,
  podsPerNode: optional(
    count(
      "pods with addresses other than the node's on a full node, for the plan of addresses; all that fit when left out",
      1,
    ),
  ),
  placement: withDefault(choice("subnets of the nodes", ["private", "public"]), "private"),
});

/** Schema of a {@link FargateConfig}. */
export const fargateSchema = object("a Fargate profile", {
  name: name("name of the profile"),
  selectors: listOf("one to five selectors of the pods that run on Fargate", fargateSelector),
  maxPods: count("pods at most, for the plan of addresses", 1),
});

/** A managed node group of a stack. */
export type NodeGroupConfig = Static<typeof nodeGroupSchema>;

/** A Fargate profile of a stack. */
export type FargateConfig = Static<typeof fargateSchema>;
