import type { lb } from "@pulumi/aws";
import { CloudError } from "../../errors";
import type { Target } from "../references";

// Codes: Elastic Load Balancing API Reference, version 2015-12-01.

/** A refusal that the API gives for what its model cannot say. */
export const invalid = (text: string): CloudError => new CloudError("ValidationError", text);

const inUse = (text: string) => (): CloudError => new CloudError("ResourceInUse", text);

export const loadBalancer: Target<lb.LoadBalancerArgs> = {
  type: "aws:lb/loadBalancer:LoadBalancer",
  by: ["arn"],
  notFound: () => new CloudError("LoadBalancerNotFound", "One or more load balancers not found"),
  inUse: inUse("The load balancer is in use"),
};

export const targetGroup: Target<lb.TargetGroupArgs> = {
  type: "aws:lb/targetGroup:TargetGroup",
  by: ["arn"],
  notFound: () => new CloudError("TargetGroupNotFound", "One or more target groups not found"),
  inUse: ({ id }) =>
    new CloudError(
      "ResourceInUse",
      `Target group '${id}' is currently in use by a listener or a rule`,
    ),
};

export const listener: Target<lb.ListenerArgs> = {
  type: "aws:lb/listener:Listener",
  by: ["arn"],
  notFound: () => new CloudError("ListenerNotFound", "One or more listeners not found"),
  inUse: inUse("The listener is in use"),
};

export const listenerRule: Target<lb.ListenerRuleArgs> = {
  type: "aws:lb/listenerRule:ListenerRule",
  by: ["arn"],
  notFound: () => new CloudError("RuleNotFound", "One or more rules not found"),
  inUse: inUse("The rule is in use"),
};
