import { ServiceDiscoveryClient } from "@aws-sdk/client-servicediscovery";
import { discovery } from "./discover";

const namespace = process.env["NAMESPACE_NAME"];
if (!namespace) throw new Error("The environment variable NAMESPACE_NAME is missing");

/** Discovers instances by attributes over HTTP; the handler of the function's URL. */
export const handler = discovery(new ServiceDiscoveryClient({}), namespace);
