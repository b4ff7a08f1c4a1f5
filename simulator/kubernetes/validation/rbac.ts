import type { Field } from "../field";
import { dnsLabel, dnsSubdomain } from "./formats";

const RBAC = "rbac.authorization.k8s.io";

export function checkRole(root: Field): void {
  for (const rule of root.field("rules").items()) checkRule(rule, true);
}

export function checkClusterRole(root: Field): void {
  for (const rule of root.field("rules").items()) checkRule(rule, false);
}

function checkRule(rule: Field, isNamespaced: boolean): void {
  if (!rule.object) return;
  const verbs = rule.field("verbs");
  if (!verbs.isSet) verbs.require("verbs must contain at least one value");
  const urls = rule.field("nonResourceURLs");
  const groups = rule.field("apiGroups");
  const resources = rule.field("resources");
  if (urls.isSet) {
    if (isNamespaced) urls.invalid("namespaced rules cannot apply to non-resource URLs");
    if (groups.isSet || resources.isSet || rule.field("resourceNames").isSet) {
      urls.invalid("rules cannot apply to both regular resources and non-resource URLs");
    }
    return;
  }
  if (!groups.isSet) groups.require("resource rules must supply at least one api group");
  if (!resources.isSet) resources.require("resource rules must supply at least one resource");
}

export function checkRoleBinding(root: Field): void {
  checkBinding(root, ["Role", "ClusterRole"], true);
}

export function checkClusterRoleBinding(root: Field): void {
  checkBinding(root, ["ClusterRole"], false);
}

function checkBinding(root: Field, kinds: readonly string[], isNamespaced: boolean): void {
  const role = root.field("roleRef");
  role.field("apiGroup").oneOf([RBAC]);
  role.field("kind").oneOf(kinds);
  for (const subject of root.field("subjects").items()) checkSubject(subject, isNamespaced);
}

function checkSubject(subject: Field, isNamespaced: boolean): void {
  const kind = subject.field("kind");
  const group = subject.field("apiGroup");
  if (kind.text === "ServiceAccount") {
    subject.field("name").matches(dnsSubdomain);
    if (group.isSet) group.oneOf([""]);
    const namespace = subject.field("namespace");
    if (namespace.isSet) namespace.matches(dnsLabel);
    else if (!isNamespaced) namespace.missing();
  } else if (kind.text === "User" || kind.text === "Group") {
    if (group.isSet) group.oneOf([RBAC]);
  } else kind.oneOf(["ServiceAccount", "User", "Group"]);
}
