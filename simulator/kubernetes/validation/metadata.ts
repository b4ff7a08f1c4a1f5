import type { Kind } from "../catalog";
import type { Field } from "../field";
import { dnsLabel, dnsSubdomain, labelValue, qualifiedName, type TextRule } from "./formats";

/** Bytes that all annotations of an object may have together. */
const MOST_ANNOTATIONS = 256 * 1024;

/** Names that stand for parts of paths: anything but the path's own characters. */
const pathSegment: TextRule = (name) => {
  if (name === "." || name === "..") return `may not be '${name}'`;
  const bad = ["/", "%"].find((character) => name.includes(character));
  return bad === undefined ? undefined : `may not contain '${bad}'`;
};

const shorterThan =
  (most: number, rule: TextRule): TextRule =>
  (name) =>
    rule(name) ?? (name.length > most ? `must be no more than ${most} characters` : undefined);

/** Kinds whose names follow another rule than that of DNS subdomains. */
const nameRules: Readonly<Record<string, TextRule>> = {
  Namespace: dnsLabel,
  Service: dnsLabel,
  StatefulSet: dnsLabel,
  // Pods get 11 more characters from each run.
  CronJob: shorterThan(52, dnsSubdomain),
  Role: pathSegment,
  ClusterRole: pathSegment,
  RoleBinding: pathSegment,
  ClusterRoleBinding: pathSegment,
};

/** Name, namespace, labels, annotations and finalizers of any object. */
export function checkMetadata(kind: Kind, root: Field): void {
  const metadata = root.field("metadata");
  const name = metadata.field("name");
  if (name.require("name or generateName is required")) {
    name.matches((kind.custom ? undefined : nameRules[kind.kind]) ?? dnsSubdomain);
  }
  if (kind.namespaced) metadata.field("namespace").matches(dnsLabel);
  checkLabels(metadata.field("labels"));
  checkAnnotations(metadata.field("annotations"));
  for (const finalizer of metadata.field("finalizers").items()) finalizer.matches(qualifiedName);
}

/** A map of labels, as objects and templates have it. */
export function checkLabels(labels: Field): void {
  for (const [key, value] of labels.entries()) {
    reportKey(labels, key, qualifiedName);
    const problem = value.text === undefined ? undefined : labelValue(value.text);
    if (problem !== undefined) labels.invalid(problem, value.value);
  }
}

export function checkAnnotations(annotations: Field): void {
  let bytes = 0;
  for (const [key, value] of annotations.entries()) {
    reportKey(annotations, key, (text) => qualifiedName(text.toLowerCase()));
    bytes += key.length + (value.text?.length ?? 0);
  }
  if (bytes > MOST_ANNOTATIONS) annotations.tooLong(MOST_ANNOTATIONS);
}

function reportKey(map: Field, key: string, rule: TextRule): void {
  const problem = rule(key);
  if (problem !== undefined) map.invalid(problem, key);
}
