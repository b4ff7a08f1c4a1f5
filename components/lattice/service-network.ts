import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkAuthPolicy, latticeAuthPolicy } from "../../model/lattice/auth";
import { accountOf } from "../account";
import { named, type Scope } from "../scope";
import { recordAccess, type AccessLogDestinations } from "./access-logs";
import type { FilledGatewayArgs } from "./gateway-args";

/** The AWS resources of a Gateway. */
export interface NetworkParts extends AccessLogDestinations {
  network: aws.vpclattice.ServiceNetwork;
  /** The resources that must exist before requests are served. */
  ready: pulumi.Resource[];
}

/** Creates the service network with its associations, auth policy and access logs. */
export function createServiceNetwork(scope: Scope, args: FilledGatewayArgs): NetworkParts {
  const { callers = "vpc", authPolicy, networkName } = args;
  const isOpen = callers === "anyone" && authPolicy === undefined;
  const network = new aws.vpclattice.ServiceNetwork(
    scope.name,
    { name: networkName, authType: isOpen ? "NONE" : "AWS_IAM", tags: scope.tags },
    { parent: scope.parent },
  );
  const associations = associateVpcs(scope, network, args);
  const policy = isOpen ? [] : [authorize(scope, network, args)];
  const logs = recordAccess(scope, network, networkName, args.accessLogs);
  return { network, ready: [...associations, ...policy], ...logs };
}

function associateVpcs(
  scope: Scope,
  network: aws.vpclattice.ServiceNetwork,
  args: FilledGatewayArgs,
): aws.vpclattice.ServiceNetworkVpcAssociation[] {
  const { gatewayClass, associateVpc = true, clientVpcs = [] } = args;
  const own = associateVpc
    ? [
        {
          name: scope.name,
          vpcId: gatewayClass.vpcId,
          securityGroupIds: args.securityGroupIds ?? [admitNodes(scope, args).id],
        },
      ]
    : [];
  const others = clientVpcs.map((client, index) => ({ name: `${scope.name}-${index}`, ...client }));
  return [...own, ...others].map(
    ({ name, vpcId, securityGroupIds }) =>
      new aws.vpclattice.ServiceNetworkVpcAssociation(
        name,
        {
          serviceNetworkIdentifier: network.id,
          vpcIdentifier: vpcId,
          ...(securityGroupIds && { securityGroupIds: [...securityGroupIds] }),
          tags: scope.tags,
        },
        { parent: scope.parent },
      ),
  );
}

/**
 * Creates a security group that admits the cluster's nodes, and so their pods, on the listeners'
 * ports.
 */
function admitNodes(
  scope: Scope,
  { gatewayClass, listeners }: FilledGatewayArgs,
): aws.ec2.SecurityGroup {
  const name = `${scope.name}-clients`;
  const opts = { parent: scope.parent };
  const group = new aws.ec2.SecurityGroup(
    name,
    {
      description: "Clients of a VPC Lattice service network",
      vpcId: gatewayClass.vpcId,
      tags: named(scope, name),
    },
    opts,
  );
  for (const { name: listener, port } of listeners) {
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-${listener}`,
      {
        securityGroupId: group.id,
        description: `Listener ${listener} from nodes and pods`,
        referencedSecurityGroupId: gatewayClass.nodeSecurityGroupId,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        tags: scope.tags,
      },
      opts,
    );
  }
  return group;
}

function authorize(
  scope: Scope,
  network: aws.vpclattice.ServiceNetwork,
  args: FilledGatewayArgs,
): aws.vpclattice.AuthPolicy {
  return new aws.vpclattice.AuthPolicy(
    scope.name,
    { resourceIdentifier: network.arn, policy: authPolicyOf(scope, args) },
    { parent: scope.parent },
  );
}

function authPolicyOf(scope: Scope, args: FilledGatewayArgs): pulumi.Output<string> {
  const { authPolicy, callers, gatewayClass, associateVpc = true, clientVpcs = [] } = args;
  if (authPolicy !== undefined) return checkedAuthPolicy(authPolicy);
  const vpcIds = [
    ...(associateVpc ? [gatewayClass.vpcId] : []),
    ...clientVpcs.map(({ vpcId }) => vpcId),
  ];
  const accountId = callers === "account" ? accountOf(scope.parent).id : undefined;
  return pulumi
    .all([vpcIds, accountId])
    .apply(([vpcs, account]) =>
      latticeAuthPolicy({ vpcIds: vpcs, ...(account !== undefined && { accountId: account }) }),
    );
}

/** Checks a policy whose value is known only at deployment. */
export function checkedAuthPolicy(policy: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.output(policy).apply((text) => {
    checkAuthPolicy(text, "authPolicy");
    return text;
  });
}
