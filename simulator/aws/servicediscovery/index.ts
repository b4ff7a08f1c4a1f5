import type { ResourceType } from "../resource";
import { instanceType } from "./instances";
import { httpNamespaceType, privateNamespaceType, publicNamespaceType } from "./namespaces";
import { serviceType } from "./services";

/** Resource types of AWS Cloud Map, which the API calls service discovery. */
export const serviceDiscoveryTypes: readonly ResourceType[] = [
  privateNamespaceType,
  publicNamespaceType,
  httpNamespaceType,
  serviceType,
  instanceType,
];
