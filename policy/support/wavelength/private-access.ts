import type { Stack } from "../../frame/resource";
import { isNodeByItself, isNodeTemplate, isTaggedNode } from "../nodes/cluster-membership";
import type { Launcher, LaunchTemplate } from "../nodes/launches";
import { vpcKeyOf } from "../network/subnets";
import { userDataParts } from "../nodes/user-data";

/** Whether what is launched becomes nodes of a cluster. */
export function launchesNodes(launcher: Launcher, templates: readonly LaunchTemplate[]): boolean {
  const says =
    launcher.type === "aws:ec2/instance:Instance"
      ? isNodeByItself(launcher)
      : isTaggedNode(launcher);
  return says || templates.some(isNodeTemplate);
}

/** Whether what a template launches has an address in the carrier's network, and so a way out. */
export function hasCarrierAddress({ props }: LaunchTemplate): boolean {
  return (props.networkInterfaces ?? []).some(
    ({ associateCarrierIpAddress }) => String(associateCarrierIpAddress) === "true",
  );
}

/**
 * Whether a node takes its name from its instance id. Others ask EC2 for it before they join.
 * Source: amazon-eks-ami, nodeadm/doc/examples.md, feature gate InstanceIdNodeName.
 */
export function namesItself({ props }: LaunchTemplate): boolean {
  return userDataParts(props.userData ?? "").some(({ text }) =>
    /^\s*["']?InstanceIdNodeName["']?:\s*true\b/m.test(text),
  );
}

/**
 * Whether the stack has an interface endpoint of an AWS service in a VPC, which answers to the
 * service's own name.
 *
 * @param service `ec2`, `ecr.api`
 */
export function hasInterfaceEndpoint(stack: Stack, vpc: string, service: string): boolean {
  return stack
    .ofType("aws:ec2/vpcEndpoint:VpcEndpoint")
    .some(
      (endpoint) =>
        endpoint.props.vpcEndpointType === "Interface" &&
        endpoint.props.privateDnsEnabled === true &&
        endpoint.props.serviceName?.endsWith(`.${service}`) &&
        vpcKeyOf(stack, endpoint) === vpc,
    );
}

/** Whether a VPC is one of the stack's own. @param vpc As {@link vpcKeyOf} tells it. */
export function isOwnVpc(stack: Stack, vpc: string): boolean {
  return stack.byUrn(vpc) !== undefined;
}
