export {
  LoadBalancerController,
  type LoadBalancerControllerArgs,
} from "./load-balancer-controller";
export type { ControllerFeatures } from "./policy";
