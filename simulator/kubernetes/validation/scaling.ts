import type { Field } from "../field";
import { canonicalQuantity } from "../quantity";
import { percentage } from "./formats";
import { checkSelector } from "./selectors";

const METRICS: Readonly<Record<string, string>> = {
  Object: "object",
  Pods: "pods",
  Resource: "resource",
  External: "external",
  ContainerResource: "containerResource",
};

export function checkHorizontalPodAutoscaler(root: Field): void {
  const spec = root.field("spec");
  const most = spec.field("maxReplicas");
  const least = spec.field("minReplicas");
  if (spec.object && (most.number ?? (most.isPresent ? 1 : 0)) < 1) {
    most.invalid("must be greater than 0", most.value ?? 0);
  }
  if (least.number !== undefined && least.number < 1)
    least.invalid("must be greater than or equal to 1");
  if (most.number !== undefined && least.number !== undefined && most.number < least.number) {
    most.invalid("must be greater than or equal to `minReplicas`");
  }
  for (const metric of spec.field("metrics").items()) checkMetric(metric);
  const percent = spec.field("targetCPUUtilizationPercentage");
  if (percent.number !== undefined && percent.number < 1) percent.invalid("must be greater than 0");
}

function checkMetric(metric: Field): void {
  const type = metric.field("type");
  if (type.isSet) type.oneOf(Object.keys(METRICS));
  const source = METRICS[type.text ?? ""];
  if (source === undefined) return;
  if (!metric.field(source).isPresent) {
    metric.field(source).require("must populate information for the given metric source");
    return;
  }
  const target = metric.at(source, "target");
  const amounts = ["averageUtilization", "averageValue", "value"].map((name) => target.field(name));
  if (target.object && amounts.every((amount) => !amount.isPresent)) {
    target
      .field("averageUtilization")
      .require("must set either a target raw value or a target utilization");
  }
  target.field("type").oneOf(["Utilization", "Value", "AverageValue"]);
}

export function checkPodDisruptionBudget(root: Field): void {
  const spec = root.field("spec");
  const least = spec.field("minAvailable");
  const most = spec.field("maxUnavailable");
  if (least.isPresent && most.isPresent) {
    spec.invalid("minAvailable and maxUnavailable cannot be both set");
  }
  for (const count of [least, most]) {
    count.matches(percentage);
    count.notNegative();
    if (count.text !== undefined && Number.parseInt(count.text) > 100)
      count.invalid("must not be greater than 100%");
  }
  checkSelector(spec.field("selector"));
}

/** Names of what is counted, which comes in whole numbers only. */
const COUNTED = /^(pods|services|secrets|configmaps|persistentvolumeclaims|count\/.+)$/;

export function checkResourceQuota(root: Field): void {
  for (const [name, amount] of root.at("spec", "hard").entries()) {
    const { text = amount.number === undefined ? undefined : `${amount.number}` } = amount;
    if (text === undefined) continue;
    const shown = canonicalQuantity(text);
    if (text.startsWith("-")) amount.invalid("must be greater than or equal to 0", shown);
    if (COUNTED.test(name) && /[.m]/.test(text)) amount.invalid("must be an integer", shown);
  }
}
