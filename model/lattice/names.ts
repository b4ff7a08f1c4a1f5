import data from "../data/lattice.json";
import { InputError } from "../errors";
import { minorVersion, versionSkew } from "../cluster/versions";

/** Limits of VPC Lattice. Their sources and dates are in `data/lattice.json`. */
export const latticeLimits: Readonly<typeof data.limits> = data.limits;

/** Constants of the controller that creates VPC Lattice resources for Gateway API objects. */
export const latticeController: Readonly<typeof data.controller> = data.controller;

/** API version of the controller's own kinds. */
export const latticeApi = "application-networking.k8s.aws/v1alpha1";

/** Prefix of the controller's annotations. */
const annotations = "application-networking.k8s.aws";

/** Annotation in which the controller reports a route's domain name. */
export const domainNameAnnotation = `${annotations}/lattice-assigned-domain-name`;

/** Annotation of a route that names its VPC Lattice service; the controller reads it at creation only. */
export const serviceNameAnnotation = `${annotations}/service-name-override`;

/** Annotation with tags (`key=value`, separated by commas) for the resources that the controller creates for an object. */
export const tagsAnnotation = `${annotations}/tags`;

/** Option of an HTTPS listener: the ACM certificate for custom domain names. */
export const certificateOption = `${annotations}/certificate-arn`;

/** Tag of every resource that the controller creates, with the value `<account>/<cluster>/<VPC>`. */
export const managedByTag = `${annotations}/ManagedBy`;

/** Checks that the controller runs on a Kubernetes version. @throws InputError */
export function checkLatticeVersion(version: string, argument = "version"): void {
  const minor = minorVersion(version, argument);
  if (versionSkew(latticeController.kubernetes, minor) >= 0) return;
  throw new InputError({
    argument,
    value: version,
    rule: `is older than the ${latticeController.kubernetes} that the VPC Lattice controller and the Gateway API need`,
    fix: `Update the cluster to ${latticeController.kubernetes} or later.`,
  });
}

interface NameRule {
  what: string;
  min: number;
  max: number;
  /** Prefix of ids, which a name must not have. */
  reserved?: string;
}

const networkName: NameRule = { what: "service network", min: 3, max: 63 };
const serviceName: NameRule = { what: "service", min: 3, max: 40, reserved: "svc-" };

/** Checks the name of a service network, which is also the name of its Gateway. @throws InputError */
export function checkNetworkName(name: string, argument: string): void {
  checkName(name, networkName, argument);
}

/** Checks the name of a VPC Lattice service. @throws InputError */
export function checkServiceName(name: string, argument: string): void {
  checkName(name, serviceName, argument);
}

function checkName(name: string, { what, min, max, reserved }: NameRule, argument: string): void {
  const refuse = (rule: string, fix: string): never => {
    throw new InputError({ argument, value: name, rule, fix });
  };
  const range = `Use ${min} to ${max} lower-case letters, digits and single hyphens`;
  if (name.length < min || name.length > max) {
    refuse(
      `has ${name.length} characters, and the name of a VPC Lattice ${what} has ${min} to ${max}`,
      `${range}.`,
    );
  }
  if (!isLatticeName(name)) {
    refuse(
      `is not a name that a VPC Lattice ${what} can have`,
      `${range}, with a letter or digit at both ends.`,
    );
  }
  if (reserved !== undefined && name.startsWith(reserved)) {
    refuse(`begins with ${reserved}, as ids of a VPC Lattice ${what} do`, "Choose another name.");
  }
}

/** Whether the characters are valid in a VPC Lattice name. */
function isLatticeName(name: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
}

/**
 * Checks a Kubernetes name that becomes part of a name in VPC Lattice, where two hyphens cannot
 * be adjacent.
 *
 * @param longest Number of letters that the controller keeps.
 * @throws InputError
 */
export function checkNamePart(name: string, argument: string, longest?: number): void {
  if (!isLatticeName(name) || name.length > 63) {
    throw new InputError({
      argument,
      value: name,
      rule: "cannot be part of a name in VPC Lattice",
      fix: "Use up to 63 lower-case letters, digits and single hyphens, with a letter or digit at both ends.",
    });
  }
  if (longest === undefined || name.length <= longest) return;
  throw new InputError({
    argument,
    value: name,
    rule: `has ${name.length} characters, of which the controller keeps ${longest} in the name of the VPC Lattice service: another route could get the same name`,
    fix: `Use at most ${longest}, or give a serviceName.`,
  });
}

/**
 * The name that the controller gives the VPC Lattice service of a route.
 *
 * @example latticeServiceName("checkout", "shop"); // "checkout-shop"
 */
export function latticeServiceName(route: string, namespace: string): string {
  return `${route}-${namespace}`;
}

/** A requested association of a VPC with a service network. */
export interface VpcAssociation {
  /** Service network. */
  network: string;
  /** VPC, by its id or another unique text. */
  vpc: string;
  /** Path of the argument that requests it. */
  argument: string;
}

/**
 * Checks that no VPC has more than one association.
 *
 * @throws InputError for the first VPC that has an association already.
 */
export function checkVpcAssociations(associations: readonly VpcAssociation[]): void {
  associations.forEach(({ network, vpc, argument }, index) => {
    const earlier = associations.slice(0, index).find((other) => other.vpc === vpc);
    if (!earlier) return;
    throw new InputError({
      argument,
      value: vpc,
      rule:
        earlier.network === network
          ? `is associated with the service network ${network} already`
          : `is associated with the service network ${earlier.network} already, and a VPC has one association`,
      fix:
        earlier.network === network
          ? "List every VPC once."
          : `Leave it out; clients in it reach ${network} through a service network endpoint.`,
    });
  });
}

/**
 * Checks the security groups of an association, if they are given.
 *
 * @throws InputError for an empty list, or for more than VPC Lattice allows.
 */
export function checkSecurityGroups(
  groups: readonly unknown[] | undefined,
  argument: string,
): void {
  const most = latticeLimits.securityGroupsPerAssociation;
  if (groups === undefined || (groups.length > 0 && groups.length <= most)) return;
  throw new InputError({
    argument,
    value: groups.length,
    rule: `is not a number of security groups that an association with a VPC can have, 1 to ${most}`,
    fix: groups.length > 0 ? "Join their rules in fewer groups." : "Leave it out for the default.",
  });
}
