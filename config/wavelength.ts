import { regionNodeLabels } from "../model/cluster/core-dns";
import { nodeSizes } from "../model/nodes/sizes";
import {
  count,
  flag,
  listOf,
  object,
  optional,
  text,
  withDefault,
  type Static,
} from "../model/schema-parts";
import { zoneNodesSettings } from "../model/wavelength/settings";
import { wavelengthEndpoints } from "../model/wavelength/zone";

const { instanceTypes, carrierIps, volumeType, allowedVolumeTypes } = zoneNodesSettings.properties;

const zone = object("a Wavelength Zone", {
  name: text("short name of the place, which becomes a namespace", {
    pattern: "^[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?$",
    examples: ["boston"],
  }),
  zone: text("zone name", { examples: ["us-east-1-wl1-bos-wlz-1"] }),
  cidr: optional(text("IPv4 block of the zone's subnet; a free one when left out")),
  instanceTypes,
  ...nodeSizes,
  weight: withDefault(
    count("share of the DNS answers that lead to the zone: 0 to 255", 0, 255),
    100,
  ),
});

/** Schema of a {@link WavelengthConfig}. */
export const wavelengthSchema = object(
  "Wavelength Zones of the cluster, with the two-tier sample in each",
  {
    zones: listOf("the zones, in an order that is kept", zone, { minItems: 1 }),
    carrierIps,
    volumeType,
    allowedVolumeTypes,
    carrierGatewayId: optional(text("id of the VPC's carrier gateway, where it has one already")),
    twoTierApp: withDefault(
      object("the two-tier sample", {
        deploy: withDefault(
          flag("true where the sample is deployed, with a load balancer in each zone"),
          true,
        ),
      }),
      {},
    ),
    domain: optional(
      text("name under which the sample answers in all zones", {
        examples: ["play.example.com"],
      }),
    ),
    certificateArn: optional(
      text("ARN of a certificate of ACM for the name; HTTP only when left out"),
    ),
    hostedZoneId: optional(text("id of the hosted zone of the name; a new one when left out")),
  },
);

/** The Wavelength Zones of a stack's cluster. */
export type WavelengthConfig = Static<typeof wavelengthSchema>;

/** A Wavelength Zone of a stack. */
export type WavelengthZoneConfig = Static<typeof zone>;

/** The parts of a stack's configuration that Wavelength Zones change. */
interface ZoneSurroundings {
  network: { interfaceEndpoints: readonly string[]; existing?: unknown };
  nodeGroups: readonly { labels: Readonly<Record<string, string>> }[];
  wavelength?: WavelengthConfig;
}

/**
 * Adds the settings that Wavelength Zones need in the rest of the cluster: the label of the
 * Region's nodes, and, in a new network, the interface endpoints for nodes without internet access.
 */
export function withWavelength<Config extends ZoneSurroundings>(config: Config): Config {
  const { network, nodeGroups, wavelength } = config;
  if (!wavelength) return config;
  const labelled = nodeGroups.map((group) => ({
    ...group,
    labels: { ...group.labels, ...regionNodeLabels },
  }));
  const isPrivate = !wavelength.carrierIps && network.existing === undefined;
  const interfaceEndpoints = isPrivate
    ? [...new Set([...network.interfaceEndpoints, ...wavelengthEndpoints])]
    : network.interfaceEndpoints;
  return { ...config, nodeGroups: labelled, network: { ...network, interfaceEndpoints } };
}

/** Returns the prefix of a cluster's cached repositories: its name, as far as ECR accepts it. */
export function cachePrefix(clusterName: string): string {
  return clusterName.slice(0, 30).replace(/-+$/, "");
}
