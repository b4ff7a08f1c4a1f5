import { InputError } from "../../model/errors";
import { checkAccessLogs } from "../../model/lattice/access-logs";
import {
  checkNetworkName,
  checkSecurityGroups,
  checkVpcAssociations,
} from "../../model/lattice/names";
import { checkAuthPolicy } from "../../model/lattice/auth";
import { checkListeners } from "../../model/lattice/listeners";
import { gatewaySettings } from "../../model/lattice/settings";
import { filled } from "../../model/schema-parts";
import type { LatticeGatewayArgs } from "./gateway-args";

/** Checks the arguments that are known before deployment. @throws InputError */
export function checkGateway(args: LatticeGatewayArgs): void {
  const { networkName, listeners, accessLogs, authPolicy } = filled(gatewaySettings, args);
  checkNetworkName(networkName, "networkName");
  checkListeners(listeners);
  checkRouteNamespaces(args.routeNamespaces);
  checkSecurityGroups(args.securityGroupIds, "securityGroupIds");
  checkVpcs(args);
  checkAccessLogs(accessLogs, "accessLogs");
  if (typeof authPolicy === "string") checkAuthPolicy(authPolicy, "authPolicy");
  checkCallers(args);
}

function checkRouteNamespaces(routeNamespaces: readonly string[]): void {
  if (routeNamespaces.length > 0) return;
  throw new InputError({
    argument: "routeNamespaces",
    value: routeNamespaces,
    rule: "admits no route to the Gateway",
    fix: "List the namespaces of the applications.",
  });
}

function checkVpcs({ networkName, clientVpcs = [] }: LatticeGatewayArgs): void {
  clientVpcs.forEach(({ securityGroupIds }, index) =>
    checkSecurityGroups(securityGroupIds, `clientVpcs[${index}].securityGroupIds`),
  );
  checkVpcAssociations(
    clientVpcs.flatMap(({ vpcId }, index) =>
      typeof vpcId === "string"
        ? { network: networkName, vpc: vpcId, argument: `clientVpcs[${index}].vpcId` }
        : [],
    ),
  );
}

function checkCallers(args: LatticeGatewayArgs): void {
  const { callers, authPolicy, associateVpc = true, clientVpcs = [] } = args;
  if (callers !== undefined && authPolicy !== undefined) {
    throw new InputError({
      argument: "callers",
      value: callers,
      rule: "and authPolicy both determine who may send requests",
      fix: "Leave one of them out.",
    });
  }
  if (callers === "anyone" || authPolicy !== undefined) return;
  if (associateVpc || clientVpcs.length > 0) return;
  throw new InputError({
    argument: "callers",
    value: callers ?? "vpc",
    rule: "admits requests from associated VPCs, and none is",
    fix: "Associate a VPC, or give an authPolicy.",
  });
}
