import { zoneTopologyKey } from "../../../model/wavelength/zone-placement";
import { defineRule } from "../../frame/rule";
import { avoids } from "../../support/kubernetes/scheduling";
import { regionNodes, wavelengthNodes } from "../../support/wavelength/nodes";
import { podsOf, workloadTypes } from "../../support/kubernetes/workloads";
import { zoneNamespaceOf } from "../../support/wavelength/namespaces";

const example = (pod: object) => ({
  namespace: {
    type: "kubernetes:core/v1:Namespace",
    properties: {
      metadata: { name: "boston", labels: { "example.com/zone": "us-east-1-wl1-bos-wlz-1" } },
    },
  },
  backend: {
    type: "kubernetes:apps/v1:Deployment",
    properties: {
      metadata: { name: "backend", namespace: "boston" },
      spec: {
        selector: { matchLabels: { app: "backend" } },
        template: {
          metadata: { labels: { app: "backend" } },
          spec: { ...pod, containers: [{ name: "backend", image: "example.com/backend:1" }] },
        },
      },
    },
  },
});

export const wavelengthWorkloadZoneAffinity = defineRule({
  id: "wavelength-workload-zone-affinity",
  area: "wavelength",
  severity: "high",
  levels: { dev: "mandatory", prod: "mandatory" },
  description:
    "Workloads in the namespace of a Wavelength Zone run in that zone only. A namespace belongs to a zone if a label or an annotation names the zone, or if most of its workloads are bound to it.",
  why: "Wavelength Zones do not reach each other. A pod in another zone or in the Region cannot reach the rest of its application, or answers devices from far away, and nothing reports it.",
  fix: `Select the zone with nodeSelector or required node affinity to ${zoneTopologyKey}.`,
  unknown:
    "The labels of nodes come from user data, which often contains values that are unknown during preview. Workloads that select such a label are then reported as advisory and checked at the end of `pulumi up`. A selector on topology.kubernetes.io/zone does not depend on these labels.",
  fails: example({}),
  passes: example({ nodeSelector: { [zoneTopologyKey]: "us-east-1-wl1-bos-wlz-1" } }),
  links: [
    "https://aws.amazon.com/blogs/containers/deploy-geo-distributed-amazon-eks-clusters-on-aws-wavelength/",
    "https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/",
  ],
  types: workloadTypes,
  checkInStack(workload, { stack, report }) {
    const home = zoneNamespaceOf(stack, workload);
    if (!home) return;
    const { spec, path } = podsOf(workload);
    const elsewhere = wavelengthNodes(stack).filter(({ zone }) => zone !== home.zone);
    const reached = [...regionNodes(stack), ...elsewhere].find((node) => !avoids(spec, [node]));
    if (!reached) return;
    const reason = home.declared
      ? "the zone of the namespace"
      : "the zone of most workloads in the namespace";
    report(
      `The pods must run in ${home.zone} only, ${reason}; they may also run in ${reached.zone === "" ? "the Region" : reached.zone}.`,
      `Set ${path}nodeSelector to {"${zoneTopologyKey}":"${home.zone}"}, or require the same in ${path}affinity.nodeAffinity.`,
    );
  },
});
