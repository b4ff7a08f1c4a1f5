import { isUnknown } from "../../values";
import type { Field } from "../field";
import { checkContainers, type PodContext } from "./container";
import { dnsLabel, dnsSubdomain } from "./formats";
import { checkAnnotations, checkLabels } from "./metadata";
import { checkPlacement } from "./placement";
import { checkVolumes } from "./volumes";

/** What a pod may have depends on the kind that makes it. */
export interface PodRules {
  restartPolicies: readonly string[];
  /** Names of volumes that come from claim templates. @default none */
  claims?: readonly string[];
}

/** The template of a workload. */
export function checkTemplate(template: Field, rules: PodRules): void {
  checkLabels(template.at("metadata", "labels"));
  checkAnnotations(template.at("metadata", "annotations"));
  checkPodSpec(template.field("spec"), rules);
}

/** A pod's specification. */
export function checkPodSpec(spec: Field, { restartPolicies, claims = [] }: PodRules): void {
  const volumes = spec.field("volumes");
  const names = volumes.items().map((volume) => volume.field("name"));
  const isKnown = !isUnknown(volumes.value) && names.every(({ value }) => !isUnknown(value));
  const context: PodContext = {
    volumes: isKnown ? new Set([...claims, ...names.map(({ text = "" }) => text)]) : undefined,
    hostNetwork: spec.field("hostNetwork").value === true,
  };
  checkVolumes(volumes);
  const containers = spec.field("containers");
  containers.require();
  checkContainers(containers, context, false);
  checkContainers(spec.field("initContainers"), context, true);
  checkNamesAcross(spec);
  spec.field("restartPolicy").oneOf(restartPolicies);
  spec.field("serviceAccountName").matches(dnsSubdomain);
  spec.field("hostname").matches(dnsLabel);
  spec.field("subdomain").matches(dnsLabel);
  spec.field("priorityClassName").matches(dnsSubdomain);
  const deadline = spec.field("activeDeadlineSeconds");
  if (deadline.number !== undefined && deadline.number < 1) {
    deadline.invalid("must be between 1 and 2147483647, inclusive");
  }
  if (spec.field("dnsPolicy").text === "None") spec.at("dnsConfig", "nameservers").require();
  for (const secret of spec.field("imagePullSecrets").items()) secret.field("name").require();
  checkHostNamespaces(spec);
  checkPlacement(spec);
}

/** Init containers and containers have one set of names. */
function checkNamesAcross(spec: Field): void {
  const inits = spec.field("initContainers").items();
  const taken = new Set(
    spec
      .field("containers")
      .items()
      .map((each) => each.field("name").text),
  );
  for (const init of inits) {
    const name = init.field("name");
    if (name.text !== undefined && taken.has(name.text)) name.duplicate();
  }
}

function checkHostNamespaces(spec: Field): void {
  const shared = spec.field("shareProcessNamespace");
  if (shared.value === true && spec.field("hostPID").value === true) {
    shared.invalid("ShareProcessNamespace and HostPID cannot both be enabled");
  }
}
