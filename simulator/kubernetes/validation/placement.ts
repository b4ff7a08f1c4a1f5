import type { Field } from "../field";
import { labelValue, qualifiedName } from "./formats";
import { checkLabels } from "./metadata";
import { checkOperator, checkSelector } from "./selectors";

/** Where pods may run: node selector, affinities, tolerations, spread. */
export function checkPlacement(spec: Field): void {
  checkLabels(spec.field("nodeSelector"));
  checkNodeAffinity(spec.at("affinity", "nodeAffinity"));
  checkPodAffinity(spec.at("affinity", "podAffinity"));
  checkPodAffinity(spec.at("affinity", "podAntiAffinity"));
  for (const toleration of spec.field("tolerations").items()) checkToleration(toleration);
  checkSpread(spec.field("topologySpreadConstraints"));
}

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

function checkNodeAffinity(affinity: Field): void {
  const required = affinity.field(REQUIRED);
  if (
    required.object &&
    required.field("nodeSelectorTerms").require("must have at least one node selector term")
  ) {
    for (const term of required.field("nodeSelectorTerms").items()) checkNodeTerm(term);
  }
  for (const preferred of affinity.field(PREFERRED).items()) {
    checkWeight(preferred.field("weight"));
    checkNodeTerm(preferred.field("preference"));
  }
}

function checkNodeTerm(term: Field): void {
  for (const expression of term.field("matchExpressions").items()) {
    expression.field("key").matches(qualifiedName);
    checkOperator(expression, "must be specified when `operator` is 'In' or 'NotIn'");
    const values = expression.field("values");
    const operator = expression.field("operator").text ?? "";
    if (
      ["Gt", "Lt"].includes(operator) &&
      values.items().length !== 1 &&
      Array.isArray(values.value)
    ) {
      values.require("must be specified single value when `operator` is 'Lt' or 'Gt'");
    }
    for (const value of values.items()) value.matches(labelValue);
  }
}

function checkPodAffinity(affinity: Field): void {
  for (const term of affinity.field(REQUIRED).items()) checkPodTerm(term);
  for (const preferred of affinity.field(PREFERRED).items()) {
    checkWeight(preferred.field("weight"));
    checkPodTerm(preferred.field("podAffinityTerm"));
  }
}

function checkPodTerm(term: Field): void {
  checkSelector(term.field("labelSelector"));
  checkSelector(term.field("namespaceSelector"));
  const key = term.field("topologyKey");
  if (term.object && !key.isSet) key.require("can not be empty");
  key.matches(qualifiedName);
}

function checkWeight(weight: Field): void {
  if (weight.number !== undefined && (weight.number < 1 || weight.number > 100)) {
    weight.invalid("must be in the range 1-100");
  }
}

function checkToleration(toleration: Field): void {
  const key = toleration.field("key");
  const operator = toleration.field("operator");
  const value = toleration.field("value");
  if (key.isSet) key.matches(qualifiedName);
  else if (toleration.object && operator.text !== "Exists") {
    operator.invalid(
      'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      operator.value ?? "",
    );
  }
  if (operator.text === "Exists" && value.isSet) {
    operator.invalid("value must be empty when `operator` is 'Exists'", value.value);
  }
  if (operator.text === undefined || operator.text === "Equal") value.matches(labelValue);
  const seconds = toleration.field("tolerationSeconds");
  const effect = toleration.field("effect");
  if (
    seconds.isPresent &&
    effect.text !== "NoExecute" &&
    toleration.object &&
    effect.text !== undefined
  ) {
    effect.invalid("effect must be 'NoExecute' when `tolerationSeconds` is set");
  }
}

function checkSpread(constraints: Field): void {
  const pairs = new Set<string>();
  for (const constraint of constraints.items()) {
    const skew = constraint.field("maxSkew");
    if (!skew.isPresent || (skew.number ?? 1) <= 0)
      skew.invalid("must be greater than zero", skew.value ?? 0);
    const key = constraint.field("topologyKey");
    if (!key.isSet) continue;
    const pair = `{${key.text}, ${constraint.field("whenUnsatisfiable").text}}`;
    if (pairs.has(pair)) constraint.field("{topologyKey, whenUnsatisfiable}").duplicate(pair);
    pairs.add(pair);
    checkSelector(constraint.field("labelSelector"));
  }
}
