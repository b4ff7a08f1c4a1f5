import type { Stack, StackResource } from "../../frame/resource";
import { ifKnown, unknown, UnknownValueError } from "../../frame/unknown";

const networkType = "aws:vpclattice/serviceNetwork:ServiceNetwork";
const objectType = "kubernetes:application-networking.k8s.aws/v1alpha1:ServiceNetwork";

export const networkTypes = [networkType, objectType] as const;

/** A service network, as a resource of AWS or as the VPC Lattice controller's object. */
export type ServiceNetwork = StackResource<(typeof networkTypes)[number]>;

/** A resource of AWS that names a service network by its id or ARN. */
type Attachment = StackResource<
  | "aws:vpclattice/accessLogSubscription:AccessLogSubscription"
  | "aws:vpclattice/authPolicy:AuthPolicy"
>;

/** A policy of the VPC Lattice controller, which names its target. */
export type PolicyObject = StackResource<
  | "kubernetes:application-networking.k8s.aws/v1alpha1:AccessLogPolicy"
  | "kubernetes:application-networking.k8s.aws/v1alpha1:IAMAuthPolicy"
>;

/** The name of a service network; undefined if AWS or the engine chooses it. */
export function networkName(network: ServiceNetwork): string | undefined {
  return network.type === networkType ? network.props.name : network.props.metadata?.name;
}

/** The service networks of the stack that an attachment names. */
export function networksOf(stack: Stack, attachment: Attachment): ServiceNetwork[] {
  const id = () => attachment.props.resourceIdentifier;
  const byId = stack.target(attachment, "resourceIdentifier", networkType, id);
  const byArn = stack.target(attachment, "resourceIdentifier", networkType, id, "arn");
  return [...byId.found, ...byId.possible, ...byArn.found];
}

/** The Gateway that a policy applies to. It has the name of its service network. */
export function gatewayOf({ props }: PolicyObject): string | undefined {
  const { kind, name } = props.spec?.targetRef ?? {};
  return kind === "Gateway" ? name : undefined;
}

/**
 * Whether one of the resources applies to a service network.
 *
 * @throws UnknownValueError if that is unknown during preview.
 */
export function hasAttachment(
  stack: Stack,
  network: ServiceNetwork,
  attachments: readonly Attachment[],
  objects: readonly PolicyObject[],
): boolean {
  if (attachments.some((each) => networksOf(stack, each).includes(network))) return true;
  const name = ifKnown(() => networkName(network));
  const gateways = objects.map((each) => ifKnown(() => gatewayOf(each)));
  if (gateways.some((gateway) => gateway !== unknown && gateway === name)) return true;
  const isUnknown = attachments.some(
    (each) =>
      ifKnown(() => each.props.resourceIdentifier) === unknown && !networksOf(stack, each)[0],
  );
  if (isUnknown || gateways.includes(unknown) || (name === unknown && gateways.length > 0)) {
    throw new UnknownValueError("the target of a policy of the stack");
  }
  return false;
}
