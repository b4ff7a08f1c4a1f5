import "@pulumi/aws/autoscaling";
import "@pulumi/aws/ec2";
import "@pulumi/aws/eks";
import "@pulumi/aws/iam";
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import { Provider } from "@pulumi/kubernetes/provider";
import { StorageClass } from "@pulumi/kubernetes/storage/v1/storageClass";
import * as pulumi from "@pulumi/pulumi";
import { refusing, type Component, type Method } from "../components/component";
import { Addon } from "./addon";
import { Cluster } from "./cluster";
import { ClusterReference } from "./cluster-reference";
import { kubeconfigOf, type KubeconfigOptions } from "./kubeconfig";
import { ManagedNodeGroup } from "./managed-node-group";
import { NodeGroupSecurityGroup } from "./node-security-group";
import { NodeGroupV2 } from "./node-group-v2";
import plugin from "./plugin.json";
import { VpcCniAddon } from "./vpc-cni";

/** A component whose outputs are known once it is made. */
type ComponentClass<Args> = new (
  name: string,
  args: Args,
  options: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource & { readonly outputs: pulumi.Inputs };

/** The components of @pulumi/eks, in the place of its plugin. */
export const eksComponents: Readonly<Record<string, Component>> = {
  "eks:index:Addon": making(Addon),
  "eks:index:Cluster": making(Cluster),
  "eks:index:ClusterCreationRoleProvider": refusing(
    () =>
      "The local cloud has no ClusterCreationRoleProvider: no program can hand one to a cluster. Use providerCredentialOpts.",
  ),
  "eks:index:ManagedNodeGroup": making(ManagedNodeGroup),
  "eks:index:NodeGroup": refusing(
    () =>
      "The local cloud has no CloudFormation, of which an eks.NodeGroup is made. Use eks.NodeGroupV2.",
  ),
  "eks:index:NodeGroupSecurityGroup": making(NodeGroupSecurityGroup),
  "eks:index:NodeGroupV2": making(NodeGroupV2),
  "eks:index:VpcCniAddon": making(VpcCniAddon),
};

/** The methods of @pulumi/eks' components. */
export const eksMethods: Readonly<Record<string, Method>> = {
  "eks:index:Cluster/getKubeconfig": (inputs) => {
    const { __self__: self, ...options } = inputs as KubeconfigOptions & {
      __self__: ClusterReference;
    };
    const config = kubeconfigOf(self.eksCluster, options, { withProfile: true });
    return { result: pulumi.jsonStringify(config) };
  },
};

function making<Args>(type: ComponentClass<Args>): Component {
  return {
    construct: (name, _type, inputs, options) => {
      const { urn, outputs } = new type(name, inputs as Args, options);
      return { urn, state: outputs };
    },
  };
}

// What clusters hand to node groups refers to resources. The SDK's own index of Kubernetes would load all kinds.

pulumi.runtime.registerResourceModule("eks", "index", {
  version: plugin.version,
  construct: (name, type, urn) =>
    type === "eks:index:Cluster"
      ? new ClusterReference(name, urn)
      : new VpcCniAddon(name, undefined, { urn }),
});
pulumi.runtime.registerResourceModule("kubernetes", "core/v1", {
  version: plugin.kubernetes,
  construct: (name, _type, urn) => new ConfigMap(name, undefined, { urn }),
});
pulumi.runtime.registerResourceModule("kubernetes", "storage.k8s.io/v1", {
  version: plugin.kubernetes,
  construct: (name, _type, urn) => new StorageClass(name, undefined, { urn }),
});
pulumi.runtime.registerResourcePackage("kubernetes", {
  version: plugin.kubernetes,
  constructProvider: (name, _type, urn) => new Provider(name, undefined, { urn }),
});
