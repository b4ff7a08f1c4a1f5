import { InputError } from "../errors";
import { checkNamePart, latticeLimits } from "./names";
import { checkHealthCheck, type TargetSettings } from "./health";

/** A Kubernetes Service that takes part of a rule's requests. */
export interface Backend {
  /** Name of the Service. */
  service: string;
  /** Namespace of the Service. @default the route's */
  namespace?: string;
  /** Port of the Service. */
  port: number;
  /**
   * Share of the requests, 0 to 999, relative to the weights of the rule's other backends. Given
   * for all backends of a rule or for none.
   *
   * @default 1
   * @example 75
   */
  weight?: number;
  /** Maximum of pods behind the Service, checked against VPC Lattice's limit. @default not checked */
  maxPods?: number;
  /** How VPC Lattice reaches and checks the pods. @default plain HTTP/1, checked at "/" */
  target?: TargetSettings;
}

/**
 * Checks the backends of one rule.
 *
 * @param namespace The route's.
 * @throws InputError
 */
export function checkBackends(
  namespace: string,
  backends: readonly Backend[],
  argument: string,
): void {
  const { targetGroupsPerRule, targetsPerTargetGroup } = latticeLimits;
  if (backends.length < 1 || backends.length > targetGroupsPerRule) {
    throw new InputError({
      argument,
      value: backends.length,
      rule: `is not a number of backends that a rule can have, 1 to ${targetGroupsPerRule}`,
      fix: backends.length > 0 ? "Split the rule." : "Give at least one Service.",
    });
  }
  backends.forEach(({ service, namespace: home, port, maxPods = 0, target }, index) => {
    const at = `${argument}[${index}]`;
    checkNamePart(service, `${at}.service`);
    if (home !== undefined) checkNamePart(home, `${at}.namespace`);
    if (target?.healthCheck) checkHealthCheck(target.healthCheck, `${at}.target.healthCheck`);
    const refuse = (name: string, value: unknown, rule: string, fix: string): never => {
      throw new InputError({ argument: `${at}.${name}`, value, rule, fix });
    };
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      refuse("port", port, "is not a port", "Give the port of the Service, 1 to 65535.");
    }
    if (maxPods > targetsPerTargetGroup) {
      refuse(
        "maxPods",
        maxPods,
        `pods are more than the ${targetsPerTargetGroup} targets of a VPC Lattice target group`,
        "Spread them over several Services.",
      );
    }
    const earlier = backends.slice(0, index);
    if (earlier.some((other) => isSame(other, { service, namespace: home }, namespace))) {
      refuse("service", service, "is in the rule already", "Give it one weight.");
    }
  });
  checkWeights(backends, argument);
}

function checkWeights(backends: readonly Backend[], argument: string): void {
  const weights = backends.map(({ weight }) => weight);
  const most = latticeLimits.weight;
  weights.forEach((weight, index) => {
    const isWeight = weight === undefined || (Number.isInteger(weight) && weight >= 0);
    if (isWeight && (weight ?? 0) <= most) return;
    throw new InputError({
      argument: `${argument}[${index}].weight`,
      value: weight,
      rule: `is not a weight, a whole number from 0 to ${most}`,
      fix: "Weights are relative: scale all of a rule's down, for example to percent.",
    });
  });
  const missing = weights.indexOf(undefined);
  if (missing >= 0 && weights.some((weight) => weight !== undefined)) {
    throw new InputError({
      argument: `${argument}[${missing}].weight`,
      value: undefined,
      rule: "is missing, and other backends of the rule have one",
      fix: "Give all backends a weight, or none for equal shares.",
    });
  }
  if (weights.some((weight) => weight !== 0)) return;
  throw new InputError({
    argument,
    value: weights,
    rule: "are weights of 0 only, so that no request would be answered",
    fix: "Give at least one backend a weight above 0.",
  });
}

function isSame(
  one: Pick<Backend, "service" | "namespace">,
  other: Pick<Backend, "service" | "namespace">,
  namespace: string,
): boolean {
  return (
    one.service === other.service && (one.namespace ?? namespace) === (other.namespace ?? namespace)
  );
}

/** A Service that receives requests of rules. */
export interface RoutedService {
  namespace: string;
  service: string;
  target?: TargetSettings;
}

/** A backend and the path of its argument. */
export interface PlacedBackend {
  backend: Backend;
  argument: string;
}

/**
 * The Services of backends, each once, in the order of the backends.
 *
 * @param namespace The route's.
 * @throws InputError if two backends have different settings for one Service.
 */
export function servicesOf(namespace: string, backends: readonly PlacedBackend[]): RoutedService[] {
  const found = new Map<string, RoutedService>();
  for (const { backend, argument } of backends) {
    const { service, namespace: home = namespace, target } = backend;
    const known = found.get(`${home}/${service}`);
    if (known?.target && target && JSON.stringify(known.target) !== JSON.stringify(target)) {
      throw new InputError({
        argument: `${argument}.target`,
        value: target,
        rule: `differs from an earlier backend of the Service ${service}, which has one target group policy`,
        fix: "Give it once.",
      });
    }
    const settings = known?.target ?? target;
    found.set(`${home}/${service}`, {
      namespace: home,
      service,
      ...(settings && { target: settings }),
    });
  }
  return [...found.values()];
}
