import type { ec2 } from "@pulumi/aws";
import { all, requireTarget } from "../references";
import { resourceType, type AwsCall, type Place } from "../resource";
import { defaultRouteTableType } from "./route-tables";
import {
  alreadyExists,
  requireSameNetwork,
  routeReferences,
  routeSpec,
  type RouteSpec,
} from "./route-rules";
import { route, routeTable } from "./reference-targets";

type RouteCall = AwsCall<ec2.RouteArgs>;

/** Routes as resources of their own. */
export const routeType = resourceType<ec2.RouteArgs>({
  token: route.type,
  service: "EC2",
  noun: "EC2 Route",
  operations: { create: "CreateRoute", update: "ReplaceRoute", delete: "DeleteRoute" },
  id: ({ inputs, hex }) => `r-${inputs.routeTableId}${parseInt(hex(8), 16)}`,
  references: [{ path: "routeTableId", to: routeTable, blocks: false }, ...routeReferences("")],
  validate: requireNewRoute,
  outputs: () => ({ origin: "CreateRoute", state: "active" }),
});

function requireNewRoute(call: RouteCall): void {
  const { routeTableId } = call.inputs;
  const wanted = routeSpec(call.inputs, call.id);
  const { vpcId } = requireTarget(call, routeTable, routeTableId).inputs;
  requireSameNetwork(call, routeTableId, vpcId, wanted);
  const isTaken = routesOf(call, routeTableId).some(
    ({ id, destination }) => destination === wanted.destination && id !== wanted.id,
  );
  if (isTaken) throw alreadyExists(wanted);
}

/** All routes of a table but the local ones. */
export function routesOf(place: Place, routeTableId: string): RouteSpec[] {
  const inline = [routeTable.type, defaultRouteTableType.token].flatMap((type) =>
    all(place, { ...routeTable, type })
      .filter(({ id }) => id === routeTableId)
      .flatMap(({ inputs }) => inputs.routes ?? [])
      .map((inlined) => routeSpec(inlined)),
  );
  const own = all(place, route)
    .filter(({ inputs }) => inputs.routeTableId === routeTableId)
    .map(({ inputs, id }) => routeSpec(inputs, id));
  return [...inline, ...own];
}
