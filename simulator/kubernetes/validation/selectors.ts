import type { Properties, Value } from "../../values";
import { isObject, isUnknown } from "../../values";
import type { Field } from "../field";
import { labelValue, qualifiedName } from "./formats";
import { checkLabels } from "./metadata";

const WITH_VALUES = ["In", "NotIn"];
const WITHOUT_VALUES = ["Exists", "DoesNotExist"];

/** A label selector: `matchLabels` and `matchExpressions`. */
export function checkSelector(selector: Field): void {
  checkLabels(selector.field("matchLabels"));
  for (const expression of selector.field("matchExpressions").items()) {
    expression.field("key").matches(qualifiedName);
    checkOperator(expression, "must be specified when `operator` is 'In' or 'NotIn'");
    for (const value of expression.field("values").items()) value.matches(labelValue);
  }
}

/** The operator of a requirement and whether it has values, which two operators need and two may not have. */
export function checkOperator(requirement: Field, missing: string): void {
  const operator = requirement.field("operator");
  const values = requirement.field("values");
  if (WITH_VALUES.includes(operator.text ?? "")) values.require(missing);
  else if (WITHOUT_VALUES.includes(operator.text ?? "")) {
    if (values.isSet) {
      values.forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
    }
  } else if (operator.text !== undefined && operator.text !== "Gt" && operator.text !== "Lt") {
    operator.invalid("not a valid selector operator");
  }
}

/** Whether a selector selects labels. What is not known yet may match. */
export function selects(selector: Properties | undefined, labels: Value | undefined): boolean {
  if (!selector || isUnknown(labels)) return true;
  const given = isObject(labels) ? labels : {};
  const { matchLabels, matchExpressions } = selector;
  const byLabels = Object.entries(isObject(matchLabels) ? matchLabels : {}).every(
    ([key, value]) => given[key] === value || isUnknown(given[key]) || isUnknown(value),
  );
  const expressions = Array.isArray(matchExpressions) ? matchExpressions.filter(isObject) : [];
  return byLabels && expressions.every((expression) => fits(expression, given));
}

function fits({ key, operator, values }: Properties, labels: Properties): boolean {
  const value = typeof key === "string" ? labels[key] : undefined;
  const isListed = Array.isArray(values) && values.includes(value ?? null);
  if (operator === "In") return isListed || isUnknown(value);
  if (operator === "NotIn") return !isListed;
  if (operator === "Exists") return value !== undefined;
  return operator !== "DoesNotExist" || value === undefined;
}
