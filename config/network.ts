import { networkSettings, type NetworkSettings } from "../model/network/settings";

/** Schema of a {@link NetworkConfig}. */
export const networkSchema = networkSettings;

/** The network of a stack. */
export type NetworkConfig = NetworkSettings;
