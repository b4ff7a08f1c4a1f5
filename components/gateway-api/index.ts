export { GatewayApi, type GatewayApiArgs } from "./gateway-api";
