export type { AccessLogs } from "../../model/lattice/access-logs";
export { GatewayController } from "./controller";
export type { GatewayControllerArgs } from "./controller-args";
export { LatticeGateway, type GatewayReference } from "./gateway";
export type { ClientVpc, LatticeGatewayArgs } from "./gateway-args";
export { LatticeGatewayClass, type LatticeGatewayClassArgs } from "./gateway-class";
export { LatticeRoute } from "./route";
export type { LatticeRouteArgs } from "./route-args";
