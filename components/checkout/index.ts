export { Checkout, type CheckoutArgs } from "./checkout";
