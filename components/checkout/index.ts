export { Checkout, type CheckoutArgs } from "./checkout";
export { applicationPort } from "./workloads";
