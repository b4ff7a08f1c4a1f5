import { nodeSizes } from "../nodes/sizes";
import { flag, list, object, text, withDefault, type Given, type Static } from "../schema-parts";

/** Schema of the settings of nodes in a Wavelength Zone, as a stack and the component have them. */
export const zoneNodesSettings = object("nodes in a Wavelength Zone", {
  instanceTypes: list(
    "EC2 instance types that the zone offers, of one architecture, the preferred one first",
    { minItems: 1, examples: [["t3.medium", "t3.xlarge"]] },
  ),
  ...nodeSizes,
  carrierIps: withDefault(
    flag(
      "true where nodes get carrier IPs and reach AWS through the carrier's network, false where they are private and reach it through endpoints in the Region",
    ),
    false,
  ),
  volumeType: withDefault(
    text("type of the nodes' encrypted root volumes: zones have gp2, and few have more"),
    "gp2",
  ),
  allowedVolumeTypes: withDefault(
    list("volume types beside gp2 that the zones are known to have", { examples: [["gp3"]] }),
    [],
  ),
});

/** Settings of nodes in a Wavelength Zone, with their defaults filled in. */
export type ZoneNodesSettings = Static<typeof zoneNodesSettings>;

/** Settings of nodes in a Wavelength Zone as their author writes them. */
export type GivenZoneNodesSettings = Given<typeof zoneNodesSettings>;
