import type { ResourceType } from "../resource";
import { acceleratorType } from "./accelerators";
import { endpointGroupType } from "./endpoint-groups";
import { listenerType } from "./listeners";

export { globalAcceleratorApi } from "./api";

/** Resource types of Global Accelerator: those of custom routing. */
export const globalAcceleratorTypes: readonly ResourceType[] = [
  acceleratorType,
  listenerType,
  endpointGroupType,
];
