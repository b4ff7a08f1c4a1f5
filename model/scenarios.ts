/** The places of a scenario that do not follow from its name. */
interface Places {
  /** Folders below `components/`, which are also in the type tokens of their components. */
  folders: readonly string[];
  /** Keys of a stack's configuration. */
  keys: readonly string[];
  /** Areas of policies. */
  areas: readonly string[];
}

/**
 * The scenarios by the value of their `Scenario` tag. A scenario's folder and its area of policies
 * have the name of the tag, and its configuration has the same name in camel case. This list holds
 * the exceptions, each with its reason.
 */
const exceptions = {
  // The foundation of every stack. Its parts are used separately, so each has a folder and a key;
  // Spot capacity is a setting of nodes with an area to itself.
  "cluster-from-scratch": {
    folders: ["network", "cluster", "nodes", "access", "guestbook"],
    keys: ["network", "cluster", "nodeGroups", "fargate", "access", "guestbook"],
    areas: ["network", "cluster", "nodes", "spot"],
  },
  // EKS calls its add-on vpc-cni; in a cluster's configuration no other CNI plugin is meant.
  "vpc-cni": { keys: ["cni"], areas: ["cni"] },
  // A stack does not contain the resources that kops creates, so no policy applies.
  kops: { areas: [] },
  wavelength: { folders: ["wavelength", "load-balancer-controller"] },
  lattice: { folders: ["lattice", "gateway-api", "checkout"] },
  "custom-routing": {},
  // Rules of both check the same zones and Resolver rules.
  "endpoint-dns": { areas: ["dns"] },
  "cloud-map": { areas: ["dns"] },
} as const satisfies Record<string, Partial<Places>>;

/** A scenario: the value of its `Scenario` tag. */
export type Scenario = keyof typeof exceptions;

/** The scenarios with all their places. */
export const scenarios: readonly (Places & { name: Scenario })[] = Object.entries(exceptions).map(
  ([name, given]: [string, Partial<Places>]) => ({
    name: name as Scenario,
    folders: given.folders ?? [name],
    keys: given.keys ?? [name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())],
    areas: given.areas ?? [name],
  }),
);
