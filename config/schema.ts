import { accessGrant } from "../model/cluster/access";
import { kopsSettings } from "../model/kops/plan";
import { cniSettings } from "../model/nodes/cni-settings";
import { choice, listOf, object, optional, withDefault, type Static } from "../model/schema-parts";
import { cloudMapSchema } from "./cloud-map";
import { clusterSchema } from "./cluster";
import { customRoutingSchema } from "./custom-routing";
import { endpointDnsSchema } from "./endpoint-dns";
import { guestbookSchema } from "./guestbook";
import { latticeSchema } from "./lattice";
import { networkSchema } from "./network";
import { fargateSchema, nodeGroupSchema } from "./nodes";
import { wavelengthSchema } from "./wavelength";

/** Schema of the configuration of a stack: its keys, in the order of `Pulumi.yaml`. */
export const stackSchema = object("the configuration of a stack", {
  environment: choice("dev or prod: which defaults the stack has", ["dev", "prod"]),
  network: networkSchema,
  cluster: withDefault(clusterSchema, {}),
  cni: withDefault(cniSettings, {}),
  nodeGroups: withDefault(listOf("managed node groups", nodeGroupSchema), []),
  fargate: withDefault(listOf("Fargate profiles", fargateSchema), []),
  access: withDefault(listOf("access of further IAM roles to the cluster", accessGrant), []),
  guestbook: withDefault(guestbookSchema, {}),
  kops: optional(kopsSettings),
  wavelength: optional(wavelengthSchema),
  endpointDns: optional(endpointDnsSchema),
  cloudMap: optional(cloudMapSchema),
  lattice: optional(latticeSchema),
  customRouting: optional(customRoutingSchema),
});

/** The checked configuration of a stack, with all defaults filled in. */
export type StackConfig = Static<typeof stackSchema>;

/** The environment of a stack, which determines its defaults. */
export type Environment = StackConfig["environment"];
