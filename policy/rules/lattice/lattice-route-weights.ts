import { latticeLimits } from "../../../model/lattice/names";
import { defineRule } from "../../frame/rule";
import { isLatticeRoute, isRoute } from "../../support/lattice/gateways";
import {
  type WeightedTargets,
  weightedTargets,
  weightedTypes,
} from "../../support/lattice/weights";

const { weight: maxWeight, targetGroupsPerRule: maxTargets } = latticeLimits;

const example = (...weights: (number | undefined)[]) => ({
  checkout: {
    type: "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute",
    properties: {
      metadata: { name: "checkout", namespace: "shop" },
      spec: {
        parentRefs: [{ name: "shop" }],
        rules: [
          {
            backendRefs: weights.map((weight, at) => ({
              name: `checkout-v${at + 1}`,
              port: 80,
              ...(weight !== undefined && { weight }),
            })),
          },
        ],
      },
    },
  },
});

export const latticeRouteWeights = defineRule({
  id: "lattice-route-weights",
  area: "lattice",
  severity: "medium",
  levels: { dev: "mandatory", prod: "mandatory" },
  description: `Backends that share requests all have a weight, and not every weight is 0. With VPC Lattice, weights are 0 to ${maxWeight} and a rule has at most ${maxTargets} backends.`,
  why: "A backend without a weight has weight 1: next to a backend with weight 75 it gets one of 76 requests, which is rarely intended. If all weights are 0, every request fails. If VPC Lattice refuses a rule, the old routing stays in place and only a condition of the route shows it.",
  fix: "Give every backend of the rule a weight, for example a percentage.",
  fails: example(75, undefined),
  passes: example(75, 25),
  links: [
    "https://gateway-api.sigs.k8s.io/guides/traffic-splitting/",
    "https://docs.aws.amazon.com/vpc-lattice/latest/ug/listeners.html",
  ],
  types: weightedTypes,
  checkInStack(resource, { stack, report, notChecked }) {
    const all = weightedTargets(resource);
    for (const targets of all) {
      const problem = weightProblem(targets);
      if (problem) report(problem);
    }
    const refused = all.flatMap(latticeProblems);
    if (refused.length === 0) return;
    const isLattice = isRoute(resource) ? isLatticeRoute(stack, resource) : true;
    if (isLattice === undefined) return notChecked("whether its Gateway is VPC Lattice's");
    if (!isLattice) return;
    refused.forEach((problem) =>
      report(problem, "Reduce the weights of the rule in proportion, or split the rule."),
    );
  },
});

/** The problem with weights that no gateway can serve as intended, if there is one. */
function weightProblem({ path, weights }: WeightedTargets): string | undefined {
  const missing = weights.indexOf(undefined);
  if (missing >= 0 && weights.some((weight) => weight !== undefined)) {
    return `${path}[${missing}].weight must be set, because other backends of the rule have one; it is not set, which means 1.`;
  }
  if (weights.length === 0 || weights.some((weight) => weight !== 0)) return undefined;
  return `${path} must have a weight above 0; all are 0.`;
}

/** The problems with weights that VPC Lattice refuses. */
function latticeProblems({ path, weights }: WeightedTargets): string[] {
  const tooLong =
    weights.length > maxTargets
      ? [
          `${path} must list at most ${maxTargets} backends for VPC Lattice; it lists ${weights.length}.`,
        ]
      : [];
  const tooHeavy = weights.flatMap((weight = 0, at) =>
    weight > maxWeight
      ? [`${path}[${at}].weight must be 0 to ${maxWeight} for VPC Lattice; it is ${weight}.`]
      : [],
  );
  return [...tooLong, ...tooHeavy];
}
