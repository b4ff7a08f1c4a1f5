import { regionNodeLabels } from "../model/cluster/core-dns";
import { wavelengthEndpoints, wavelengthVolumeTypes } from "../model/wavelength/zone";

/** A Wavelength Zone of a stack. */
export interface WavelengthZoneConfig {
  /** Short name of the place, `boston`: the namespace of its workloads, and part of names. */
  name: string;
  /** Zone name: `us-east-1-wl1-bos-wlz-1`. */
  zone: string;
  /** Block of the zone's subnet; a free one when left out. */
  cidr?: string;
  instanceTypes: string[];
  minSize: number;
  desiredSize: number;
  maxSize: number;
  /** Share of the DNS answers that lead to the zone, against the other zones' weights: 0–255. */
  weight: number;
}

/** The Wavelength Zones of a stack's cluster. */
export interface WavelengthConfig {
  zones: WavelengthZoneConfig[];
  /** Whether nodes get carrier IPs; else they reach AWS through endpoints in the Region. */
  carrierIps: boolean;
  /** Volume types beside gp2 that the zones are known to have. */
  allowedVolumeTypes: string[];
  /** Type of the nodes' root volumes. */
  volumeType: string;
  /** The VPC's carrier gateway, where it has one already. */
  carrierGatewayId?: string;
  /** The two-tier sample. */
  twoTierApp: {
    /** Whether the sample is deployed, with a load balancer per zone and their common name. */
    deploy: boolean;
  };
  /** Name under which the sample answers in all zones: `play.example.com`. */
  domain?: string;
  /** Certificate of ACM for the name; without, the load balancers speak HTTP only. */
  certificateArn?: string;
  /** Hosted zone of the name; a new one, of the name itself, when left out. */
  hostedZoneId?: string;
}

/** The parts of a stack's configuration that its Wavelength Zones mean something to. */
interface ZoneSurroundings {
  network: { interfaceEndpoints: string[]; existing?: unknown };
  nodeGroups: { labels: Record<string, string> }[];
  wavelength?: WavelengthConfig;
}

/**
 * Adds what Wavelength Zones need of the rest of the cluster: the label of the Region's nodes, and,
 * in a new network, the interface endpoints that nodes need which have no way of their own to AWS.
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

/** What the names of a cluster's cached repositories begin with: its name, as far as ECR takes it. */
export function cachePrefix(clusterName: string): string {
  return clusterName.slice(0, 30).replace(/-+$/, "");
}

const text = (description: string) => ({ type: "string", description });
const count = (description: string, minimum: number) => ({
  type: "integer",
  minimum,
  description,
});

const zone = {
  type: "object",
  additionalProperties: false,
  description: "a Wavelength Zone",
  required: ["name", "zone", "instanceTypes", "minSize", "desiredSize", "maxSize"],
  properties: {
    name: {
      ...text("short name of the place, for example boston: a namespace"),
      pattern: "^[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?$",
    },
    zone: text("zone name, for example us-east-1-wl1-bos-wlz-1"),
    cidr: text("IPv4 block of the zone's subnet"),
    instanceTypes: {
      type: "array",
      items: { type: "string" },
      minItems: 1,
      description: "EC2 instance types that the zone offers",
    },
    minSize: count("nodes at least", 0),
    desiredSize: count("nodes at first", 0),
    maxSize: count("nodes at most", 1),
    weight: {
      ...count("share of the DNS answers that lead to the zone: 0 to 255", 0),
      maximum: 255,
      default: 100,
    },
  },
};

/** JSON schema of {@link WavelengthConfig}. */
export const wavelengthSchema = {
  type: "object",
  additionalProperties: false,
  description: "Wavelength Zones of the cluster, with the two-tier sample in each",
  required: ["zones"],
  properties: {
    zones: {
      type: "array",
      items: zone,
      minItems: 1,
      description: "the zones, in an order that is kept",
    },
    carrierIps: {
      type: "boolean",
      default: false,
      description: "true for nodes with carrier IPs, false for endpoints in the Region",
    },
    volumeType: {
      ...text("type of the nodes' root volumes"),
      default: wavelengthVolumeTypes[0],
    },
    allowedVolumeTypes: {
      type: "array",
      items: { type: "string" },
      default: [],
      description: "volume types beside gp2 that the zones are known to have",
    },
    carrierGatewayId: text("id of the VPC's carrier gateway, where it has one already"),
    twoTierApp: {
      type: "object",
      additionalProperties: false,
      description: "the two-tier sample",
      properties: {
        deploy: {
          type: "boolean",
          default: true,
          description: "true where the sample is deployed, with a load balancer in each zone",
        },
      },
      default: {},
    },
    domain: text("name under which the sample answers in all zones, for example play.example.com"),
    certificateArn: text("ARN of a certificate of ACM for the name; HTTP only when left out"),
    hostedZoneId: text("id of the hosted zone of the name; a new one when left out"),
  },
};
