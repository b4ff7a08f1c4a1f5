import type { Stack } from "../../frame/resource";
import { isNodeByItself, isNodeTemplate, isTaggedNode } from "../nodes/cluster-membership";
import type { Launcher, LaunchTemplate } from "../nodes/launches";
import { vpcKeyOf } from "../network/subnets";
import { userDataParts } from "../nodes/user-data";

/** Whether a launcher runs nodes of a cluster. */
export function launchesNodes(launcher: Launcher, templates: readonly LaunchTemplate[]): boolean {
  const isNode =
    launcher.type === "aws:ec2/instance:Instance"
      ? isNodeByItself(launcher)
      : isTaggedNode(launcher);
  return isNode || templates.some(isNodeTemplate);
}

/** Whether instances of a launch template get a carrier IP address. */
export function hasCarrierAddress({ props }: LaunchTemplate): boolean {
  return (props.networkInterfaces ?? []).some(
    ({ associateCarrierIpAddress }) => String(associateCarrierIpAddress) === "true",
  );
}

/**
 * Whether nodes take their names from their instance ids. Other nodes ask EC2 before they join.
 * Source: amazon-eks-ami, nodeadm/doc/examples.md, feature gate InstanceIdNodeName.
 */
export function namesItself({ props }: LaunchTemplate): boolean {
  return userDataParts(props.userData ?? "").some(({ text }) =>
    /^\s*["']?InstanceIdNodeName["']?:\s*true\b/m.test(text),
  );
}

/**
 * Whether the stack has an interface endpoint with private DNS for an AWS service in a VPC.
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

/** Whether a VPC, given by its key ({@link vpcKeyOf}), belongs to the stack. */
export function isOwnVpc(stack: Stack, vpc: string): boolean {
  return stack.byUrn(vpc) !== undefined;
}
