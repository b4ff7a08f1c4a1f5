import { ServiceDiscoveryClient } from "@aws-sdk/client-servicediscovery";
import { discovery } from "./discover";

const namespace = process.env["NAMESPACE_NAME"];
if (!namespace) throw new Error("The environment variable NAMESPACE_NAME is missing");

/** Discovers instances by attributes over HTTP: what the function's URL calls. */
export const handler = discovery(new ServiceDiscoveryClient({}), namespace);
