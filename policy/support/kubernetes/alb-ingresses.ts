import type { Stack, StackResource } from "../../frame/resource";
import type { PropertiesOf } from "../../frame/inputs";
import { ifKnown, unknown } from "../../frame/unknown";

export type Ingress = StackResource<"kubernetes:networking.k8s.io/v1:Ingress">;
export type ClassParams = StackResource<"kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams">;

const prefix = "alb.ingress.kubernetes.io/";

/** The controller that an IngressClass of the AWS Load Balancer Controller names. */
const albController = "ingress.k8s.aws/alb";

/** The settings of an Ingress for the AWS Load Balancer Controller. */
export interface AlbIngress {
  /** The value of an annotation of the controller, by its name without the prefix. */
  annotation: (name: string) => string | undefined;
  /** The parameters of its class, if the stack has them. */
  params: ClassParams | undefined;
}

/**
 * The settings of an Ingress for the AWS Load Balancer Controller; undefined if another controller
 * handles the Ingress. Source: docs/guide/ingress of the AWS Load Balancer Controller.
 */
export function albIngressOf(stack: Stack, { props }: Ingress): AlbIngress | undefined {
  const annotations = () => props.metadata?.annotations ?? {};
  const className = () =>
    props.spec?.ingressClassName ?? annotations()["kubernetes.io/ingress.class"];
  const isAnnotated = Object.keys(annotations()).some((key) => key.startsWith(prefix));
  // Annotations show the controller even if the class is unknown.
  const name = isAnnotated ? ifKnown(className) : className();
  const ingressClass = name === unknown ? undefined : findClass(stack, name);
  const isAlb =
    isAnnotated || name === "alb" || ingressClass?.props.spec?.controller === albController;
  if (!isAlb) return undefined;
  return {
    annotation: (name) => annotations()[`${prefix}${name}`],
    params: findParams(stack, ingressClass?.props),
  };
}

/** Whether another Ingress with the same `group.name`, and load balancer, has an annotation. */
export function isInGroup(stack: Stack, ingress: Ingress, name: string): boolean {
  const group = albIngressOf(stack, ingress)?.annotation("group.name");
  if (group === undefined) return false;
  return stack
    .ofType("kubernetes:networking.k8s.io/v1:Ingress")
    .filter(({ urn }) => urn !== ingress.urn)
    .flatMap((other) => albIngressOf(stack, other) ?? [])
    .some((other) => other.annotation("group.name") === group && has(other, name));
}

/** Whether an Ingress has an annotation, even if its value is unknown during preview. */
export function has(ingress: AlbIngress, name: string): boolean {
  return ifKnown(() => ingress.annotation(name)) !== undefined;
}

function findClass(stack: Stack, name: string | undefined) {
  return stack
    .ofType("kubernetes:networking.k8s.io/v1:IngressClass")
    .find(({ props }) => name !== undefined && hasName(props.metadata, name));
}

function findParams(
  stack: Stack,
  ingressClass: PropertiesOf<"kubernetes:networking.k8s.io/v1:IngressClass"> | undefined,
): ClassParams | undefined {
  const name = ingressClass?.spec?.parameters?.name;
  return stack
    .ofType("kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams")
    .find(({ props }) => name !== undefined && hasName(props.metadata, name));
}

function hasName(metadata: { name?: string } | undefined, wanted: string): boolean {
  const name = ifKnown(() => metadata?.name);
  return name !== unknown && name === wanted;
}
