import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { wavelengthZoneKey, zoneTopologyKey } from "../../model/wavelength/zone-placement";

/** Operations on objects that determine where pods run. */
const resourceRules = [
  { apiGroups: [""], resources: ["pods"], operations: ["CREATE"] },
  { apiGroups: [""], resources: ["replicationcontrollers"], operations: ["CREATE", "UPDATE"] },
  {
    apiGroups: ["apps"],
    resources: ["daemonsets", "deployments", "replicasets", "statefulsets"],
    operations: ["CREATE", "UPDATE"],
  },
  { apiGroups: ["batch"], resources: ["cronjobs", "jobs"], operations: ["CREATE", "UPDATE"] },
].map((rule) => ({ ...rule, apiVersions: ["v1"] }));

const required =
  "variables.pod.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution";

/** Variables of the validation, in the Common Expression Language. */
const variables = [
  { name: "zone", expression: `namespaceObject.metadata.labels['${wavelengthZoneKey}']` },
  {
    name: "pod",
    expression:
      "object.kind == 'Pod' ? object.spec : " +
      "object.kind == 'CronJob' ? object.spec.jobTemplate.spec.template.spec : " +
      "object.spec.template.spec",
  },
  {
    name: "terms",
    expression:
      "has(variables.pod.affinity) && has(variables.pod.affinity.nodeAffinity) && " +
      `has(${required}) ? ${required}.nodeSelectorTerms : []`,
  },
  {
    name: "selected",
    expression:
      "has(variables.pod.nodeSelector) && " +
      `'${zoneTopologyKey}' in variables.pod.nodeSelector && ` +
      `variables.pod.nodeSelector['${zoneTopologyKey}'] == variables.zone`,
  },
  {
    // Terms are alternatives: a pod could leave the zone by a term that does not name it.
    name: "bound",
    expression:
      "size(variables.terms) > 0 && variables.terms.all(term, " +
      "has(term.matchExpressions) && term.matchExpressions.exists(one, " +
      `one.key == '${zoneTopologyKey}' && one.operator == 'In' && one.values == [variables.zone]))`,
  },
];

/**
 * Binds all workloads in a Wavelength Zone's namespace to that zone: the API server rejects
 * workloads and pods that could run elsewhere. Create it once per cluster; the label of a {@link
 * ZoneNamespace} selects the namespaces.
 *
 * @example
 * new PlacementPolicy("placement", { provider: cluster.provider });
 */
export class PlacementPolicy extends pulumi.ComponentResource {
  /** Name of the policy in the cluster. */
  readonly policyName: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("eks-scenarios:wavelength:PlacementPolicy", name, {}, opts);
    const metadata = { name: "wavelength-placement" };
    const policy = new k8s.admissionregistration.v1.ValidatingAdmissionPolicy(
      name,
      {
        metadata,
        spec: {
          failurePolicy: "Fail",
          matchConstraints: { resourceRules },
          matchConditions: [
            {
              // The DaemonSet controller binds its pods to single nodes; the DaemonSet itself is
              // validated.
              name: "not-of-a-daemon-set",
              expression:
                "!(object.kind == 'Pod' && has(object.metadata.ownerReferences) && " +
                "object.metadata.ownerReferences.exists(owner, owner.kind == 'DaemonSet'))",
            },
          ],
          variables,
          validations: [
            {
              expression: "variables.selected || variables.bound",
              messageExpression:
                "'pods of this namespace run in ' + variables.zone + ' alone: set nodeSelector or " +
                `required node affinity to ${zoneTopologyKey}=' + variables.zone + ', ` +
                `and tolerate the taint ${wavelengthZoneKey}=' + variables.zone`,
            },
          ],
        },
      },
      { parent: this },
    );
    this.policyName = policy.metadata.name;
    new k8s.admissionregistration.v1.ValidatingAdmissionPolicyBinding(
      name,
      {
        metadata,
        spec: {
          policyName: this.policyName,
          validationActions: ["Deny"],
          matchResources: {
            namespaceSelector: {
              matchExpressions: [{ key: wavelengthZoneKey, operator: "Exists" }],
            },
          },
        },
      },
      { parent: this },
    );
    this.registerOutputs({ policyName: this.policyName });
  }
}
