import { Type } from "@sinclair/typebox";
import { property } from "../../frame/config-schema";
import { defineRule } from "../../frame/rule";
import { shown } from "../../frame/text";
import { type CoreDns, coreDnsOf, coreDnsTypes } from "../../support/addons/coredns";
import { avoids, spreadsOverNodes } from "../../support/kubernetes/scheduling";
import { isAwayFromWavelength } from "../../support/wavelength/clusters";
import { wavelengthNodes } from "../../support/wavelength/nodes";
import { hasWavelength } from "../../support/wavelength/zones";

const example = (configuration: object) => ({
  boston: {
    type: "aws:ec2/subnet:Subnet",
    properties: { vpcId: "vpc-1", availabilityZone: "us-east-1-wl1-bos-wlz-1" },
  },
  coredns: {
    type: "aws:eks/addon:Addon",
    properties: {
      clusterName: "edge",
      addonName: "coredns",
      configurationValues: JSON.stringify(configuration),
    },
  },
});

export const wavelengthCorednsParentRegion = defineRule({
  id: "wavelength-coredns-parent-region",
  area: "wavelength",
  severity: "critical",
  levels: { dev: "mandatory", prod: "mandatory" },
  description:
    "In a cluster with nodes in Wavelength Zones, CoreDNS runs in the parent Region only, with at least two replicas on different nodes.",
  why: "Wavelength Zones reach the parent Region but not each other. A CoreDNS pod in one zone does not answer clients in other zones, so lookups that reach it fail.",
  fix: "Label the nodes of the parent Region (not those of Wavelength Zones), select that label with nodeSelector or required node affinity, run at least two replicas, and require pod anti-affinity over kubernetes.io/hostname.",
  unknown:
    "The labels of Wavelength nodes come from user data, which often contains values that are unknown during preview. CoreDNS is then reported as advisory and checked at the end of `pulumi up`. A selector on topology.kubernetes.io/zone does not depend on these labels.",
  fails: example({ nodeSelector: { "kubernetes.io/os": "linux" } }),
  passes: example({
    nodeSelector: { "parentregion.resources": "true" },
    replicaCount: 2,
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        whenUnsatisfiable: "DoNotSchedule",
        labelSelector: { matchLabels: { "k8s-app": "kube-dns" } },
      },
    ],
  }),
  links: [
    "https://aws.amazon.com/blogs/containers/deploy-geo-distributed-amazon-eks-clusters-on-aws-wavelength/",
    "https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html",
  ],
  config: {
    minReplicas: property(Type.Integer({ minimum: 2 }), {
      default: 2,
      description: "the smallest number of replicas of CoreDNS",
    }),
    always: property(Type.Boolean(), {
      default: false,
      description: "whether CoreDNS is also checked if the Wavelength Zones are in another stack",
    }),
  },
  types: [...coreDnsTypes, "aws:eks/cluster:Cluster"],
  checkInStack(resource, { config, stack, report, notChecked }) {
    if (!config.always && (!hasWavelength(stack) || isAwayFromWavelength(stack, resource))) return;
    if (resource.type === "aws:eks/cluster:Cluster") {
      const isCarried = coreDnsTypes.some((type) => stack.ofType(type).some(coreDnsOf));
      if (isCarried || resource.props.bootstrapSelfManagedAddons === false) return;
      report(
        "The stack must configure CoreDNS, because EKS also runs it in Wavelength Zones; nothing in the stack does so.",
      );
      return;
    }
    const coreDns = coreDnsOf(resource);
    if (!coreDns) return;
    if (coreDns.inFiles) return notChecked("its values are in files");
    if (!avoids(coreDns, wavelengthNodes(stack))) report(notPinned(coreDns));
    const { replicas, path } = coreDns;
    if (replicas === undefined) return;
    if (replicas < config.minReplicas) {
      report(
        `CoreDNS must have at least ${config.minReplicas} replicas; it has ${replicas}.`,
        `Run ${config.minReplicas} replicas or more.`,
      );
    }
    if (!spreadsOverNodes(coreDns)) {
      report(
        "Replicas of CoreDNS must run on different nodes; two of them may share a node.",
        `Add a term over kubernetes.io/hostname to ${path}affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution, or to ${path}topologySpreadConstraints with DoNotSchedule.`,
      );
    }
  },
});

function notPinned({ nodeSelector, affinity, path }: CoreDns): string {
  if (!nodeSelector && !affinity?.nodeAffinity) {
    return `CoreDNS must not run in Wavelength Zones; ${path}nodeSelector and ${path}affinity.nodeAffinity are not set.`;
  }
  const selector = nodeSelector ? "nodeSelector" : "affinity.nodeAffinity";
  return `CoreDNS must not run in Wavelength Zones; nodes there match ${path}${selector} ${shown(nodeSelector ?? affinity?.nodeAffinity)}.`;
}
