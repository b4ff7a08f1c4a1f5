import data from "../data/lattice.json";
import { InputError } from "../errors";
import { minorVersion, versionSkew } from "../cluster/versions";

/** What VPC Lattice allows. Sources and the date they were read are in `data/lattice.json`. */
export const latticeLimits: Readonly<typeof data.limits> = data.limits;

/** What is fixed about the controller that makes VPC Lattice resources of Gateway API objects. */
export const latticeController: Readonly<typeof data.controller> = data.controller;

/** API version of the controller's own kinds. */
export const latticeApi = "application-networking.k8s.aws/v1alpha1";

/** Annotations under this prefix are between people and the controller. */
const annotations = "application-networking.k8s.aws";

/** Annotation in which the controller tells a route's domain name. */
export const domainNameAnnotation = `${annotations}/lattice-assigned-domain-name`;

/** Annotation of a route that names its VPC Lattice service; the controller reads it at creation only. */
export const serviceNameAnnotation = `${annotations}/service-name-override`;

/** Annotation with tags (`key=value`, commas between) of what the controller makes for an object. */
export const tagsAnnotation = `${annotations}/tags`;

/** Option of an HTTPS listener: the ACM certificate for custom domain names. */
export const certificateOption = `${annotations}/certificate-arn`;

/** Tag of everything that the controller makes, with the value `<account>/<cluster>/<VPC>`. */
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
  /** What a name may not begin with: ids of the same thing do. */
  reserved?: string;
}

const networkName: NameRule = { what: "service network", min: 3, max: 63 };
const serviceName: NameRule = { what: "service", min: 3, max: 40, reserved: "svc-" };

/** Checks the name of a service network, which its Gateway has too. @throws InputError */
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

/** Whether VPC Lattice takes these characters in a name. */
function isLatticeName(name: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
}

/**
 * Checks a Kubernetes name that becomes part of a name in VPC Lattice, where two hyphens cannot
 * follow one another.
 *
 * @param longest Letters that the controller keeps of it.
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

/** A VPC that shall be associated with a service network. */
export interface VpcAssociation {
  /** Service network. */
  network: string;
  /** VPC, by id or any other word that tells VPCs apart. */
  vpc: string;
  /** The argument that asks for it. */
  argument: string;
}

/**
 * Checks that no VPC is associated with a second service network, or with one twice.
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
 * Checks the security groups of an association, where they are given.
 *
 * @throws InputError for none, or more than VPC Lattice takes.
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
