import { defineRule } from "../../frame/rule";
import { hasAttachment, networkTypes } from "../../support/lattice/service-networks";

const fails = {
  shop: {
    type: "aws:vpclattice/serviceNetwork:ServiceNetwork",
    properties: { name: "shop", authType: "AWS_IAM" },
  },
};

export const latticeAccessLogs = defineRule({
  id: "lattice-access-logs",
  area: "lattice",
  severity: "medium",
  levels: { dev: "advisory", prod: "mandatory" },
  description: "Requests to the services of a service network are logged.",
  why: "Only access logs show which callers were allowed or refused, and which target failed a request. Pods see addresses of VPC Lattice only.",
  fix: "Add an aws.vpclattice.AccessLogSubscription or an AccessLogPolicy with a log group, a bucket or a delivery stream.",
  fails,
  passes: {
    ...fails,
    logs: {
      type: "aws:vpclattice/accessLogSubscription:AccessLogSubscription",
      properties: {
        resourceIdentifier: "${shop.id}",
        destinationArn: "arn:aws:logs:us-east-1:123456789012:log-group:shop",
      },
    },
  },
  links: ["https://docs.aws.amazon.com/vpc-lattice/latest/ug/monitoring-access-logs.html"],
  types: networkTypes,
  checkInStack(network, { stack, report }) {
    const subscriptions = stack.ofType(
      "aws:vpclattice/accessLogSubscription:AccessLogSubscription",
    );
    const policies = stack.ofType(
      "kubernetes:application-networking.k8s.aws/v1alpha1:AccessLogPolicy",
    );
    if (hasAttachment(stack, network, subscriptions, policies)) return;
    report("The service network must have an access log; the stack has none for it.");
  },
});
