import { checkHealthCheck } from "../../../model/lattice/health";
import { defineRule } from "../../frame/rule";
import { isLatticeRoute, isRoute, routeTypes } from "../../support/lattice/gateways";
import { hasTargetGroupPolicy, routedServices } from "../../support/lattice/routed-services";

const policyType = "kubernetes:application-networking.k8s.aws/v1alpha1:TargetGroupPolicy";

const example = (enabled: boolean) => ({
  checkout: {
    type: policyType,
    properties: {
      metadata: { name: "checkout", namespace: "shop" },
      spec: {
        targetRef: { group: "", kind: "Service", name: "checkout" },
        healthCheck: { enabled, path: "/health" },
      },
    },
  },
});

export const latticeTargetHealth = defineRule({
  id: "lattice-target-health",
  area: "lattice",
  severity: "medium",
  levels: { dev: "advisory", prod: "mandatory" },
  description:
    "Services behind VPC Lattice have a health check, in a TargetGroupPolicy or in the target group, that is enabled and within the ranges of VPC Lattice.",
  why: 'By default, VPC Lattice requests "/" from every pod and expects status 200. A Service that answers differently gets no requests, and a Service that answers "/" while it is broken keeps getting them.',
  fix: "Give the Service a TargetGroupPolicy whose spec.healthCheck is enabled and has a path that shows whether the Service works.",
  fails: example(false),
  passes: example(true),
  links: [
    "https://www.gateway-api-controller.eks.aws.dev/latest/api-types/target-group-policy/",
    "https://docs.aws.amazon.com/vpc-lattice/latest/ug/target-group-health-checks.html",
  ],
  types: [policyType, "aws:vpclattice/targetGroup:TargetGroup", ...routeTypes],
  checkInStack(resource, { stack, report, notChecked }) {
    if (resource.type === policyType) {
      const { healthCheck } = resource.props.spec ?? {};
      if (healthCheck === undefined) return report("spec.healthCheck must be set.");
      if (healthCheck.enabled === false)
        report("spec.healthCheck.enabled must be true; it is false.");
      return checkHealthCheck(healthCheck, "spec.healthCheck");
    }
    if (!isRoute(resource)) {
      const { config } = resource.props;
      if (config?.healthCheck?.enabled !== false) return;
      return report(
        "config.healthCheck.enabled must be true; it is false.",
        "Enable the health check, with a path that shows whether a target works.",
      );
    }
    const bare = routedServices(stack, resource).filter(
      (each) => !hasTargetGroupPolicy(stack, each),
    );
    if (bare.length === 0) return;
    const isLattice = isLatticeRoute(stack, resource);
    if (isLattice === undefined) return notChecked("whether its Gateway is VPC Lattice's");
    if (!isLattice) return;
    for (const { service, namespace } of bare) {
      report(
        `Service ${service} of namespace ${namespace} must have a TargetGroupPolicy; the stack has none for it.`,
      );
    }
  },
});
