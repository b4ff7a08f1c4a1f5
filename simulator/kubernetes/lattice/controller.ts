import { isDeepStrictEqual } from "node:util";
import { CloudError } from "../../errors";
import type { Properties } from "../../values";
import type { Entry, World } from "../../world";
import type { Cluster } from "../cluster";
import { idOf, metadataOf, nameOf, namespaceOf, textOf } from "../object";
import type { Store } from "../store";
import { removeUnwanted } from "./calls";
import {
  controlledClasses,
  controlledGateways,
  controlOf,
  entriesOf,
  gatewayOf,
  keep,
  type Control,
} from "./control";
import { GATEWAY_FINALIZER, reconciledClass, reconciledGateway, routesOf } from "./gateways";
import {
  attachedPolicies,
  hasAuthPolicy,
  policyFinalizers,
  reconciledTargetPolicy,
} from "./policies";
import { acceptingListeners, routeFinalizer, withRouteStatus, withService } from "./routes";
import { deployRoute, routeOwner } from "./services";
import { ROUTES, TARGET_GROUP_POLICY } from "./terms";

/** What a look at all routes came to. */
interface Deployment {
  /** Seeds of what they want at AWS. */
  wanted: string[];
  /** Owners of which AWS refused something. */
  undecided: string[];
}

/**
 * The AWS Gateway API Controller, for each cluster that has its chart. It looks at everything
 * whenever something has changed: what is in Kubernetes decides what is at AWS.
 *
 * What it makes has no targets, because pods of the local cloud have no addresses. Certificates,
 * host names, ServiceExports and ServiceImports are not looked at.
 *
 * Source: pkg/controllers, pkg/gateway and pkg/deploy of
 * github.com/aws/aws-application-networking-k8s v2.1.3.
 */
export class LatticeController {
  /** What AWS refused, by owner: the controller tells it in events, which the local cloud has not. */
  private readonly refusals = new Map<string, string>();

  constructor(
    private readonly world: World,
    private readonly store: Store,
  ) {}

  /** Makes the cluster's objects and AWS agree. */
  reconcile(cluster: Cluster): void {
    const control = controlOf(this.world, this.store, cluster);
    if (!control) return;
    for (const entry of controlledClasses(control)) change(control, entry, reconciledClass);
    for (const entry of entriesOf(control, TARGET_GROUP_POLICY)) {
      change(control, entry, (policy) => reconciledTargetPolicy(control, policy));
    }
    const { wanted, undecided } = this.deployRoutes(control);
    for (const { kind, reconciled } of attachedPolicies) {
      for (const entry of entriesOf(control, kind)) {
        const { object, seeds } = reconciled(control, entry.outputs);
        wanted.push(...seeds);
        change(control, entry, () => object);
      }
    }
    removeUnwanted(control, new Set(wanted), undecided);
    // Last, because they count their routes and tell one's domain name.
    for (const entry of controlledGateways(control)) {
      change(control, entry, (gateway) => reconciledGateway(control, gateway));
    }
  }

  /** What AWS refused of an object, or undefined. */
  refusalOf(cluster: Cluster, object: Properties): string | undefined {
    const control = controlOf(this.world, this.store, cluster);
    return control && this.refusals.get(routeOwner(control, object));
  }

  /** Why an object stays although it was asked to go, or undefined. */
  whyKept(cluster: Cluster, object: Properties): string | undefined {
    const { finalizers } = metadataOf(object);
    const kind = textOf(object["kind"]);
    const own = [GATEWAY_FINALIZER, routeFinalizer(kind), policyFinalizers[kind]].find(
      (each) => Array.isArray(finalizers) && each !== undefined && finalizers.includes(each),
    );
    const reason = own !== undefined && this.reasonToKeep(cluster, object, kind);
    return reason ? `finalizers might be preventing deletion (${own}): ${reason}` : undefined;
  }

  private reasonToKeep(cluster: Cluster, object: Properties, kind: string): string | undefined {
    const control = controlOf(this.world, this.store, cluster);
    const id = idOf(namespaceOf(object), nameOf(object) ?? "");
    if (!control) return `no VPC Lattice controller runs that would clean up after ${kind} ${id}`;
    if (kind === "Gateway") {
      const [route] = routesOf(control, object);
      const found = route && idOf(namespaceOf(route), nameOf(route) ?? "");
      return found && `cannot delete gateway ${id} - found referencing route ${found}`;
    }
    const isOrphan = ROUTES.some((each) => each.kind === kind) && !gatewayOf(control, object);
    return isOrphan ? `the Gateway of ${kind} ${id}, or its class, is gone` : undefined;
  }

  private deployRoutes(control: Control): Deployment {
    const deployment: Deployment = { wanted: [], undecided: [] };
    for (const entry of ROUTES.flatMap((kind) => entriesOf(control, kind))) {
      const gateway = gatewayOf(control, entry.outputs);
      if (gateway) this.deploy(control, entry, gateway, deployment);
    }
    return deployment;
  }

  private deploy(
    control: Control,
    entry: Entry,
    gateway: Properties,
    { wanted, undecided }: Deployment,
  ): void {
    const route = entry.outputs;
    const owner = routeOwner(control, route);
    const listeners = acceptingListeners(control, route, gateway);
    const authType = hasAuthPolicy(control, route) ? "AWS_IAM" : "NONE";
    this.refusals.delete(owner);
    try {
      let object = withRouteStatus(control, route, gateway, undefined);
      if (listeners.length > 0) {
        const name = nameOf(gateway) ?? "";
        const { service, seeds } = deployRoute(control, route, name, listeners, authType);
        wanted.push(...seeds);
        object = withService(object, service);
      }
      change(control, entry, () => object);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      undecided.push(owner);
      this.refusals.set(owner, `${error.code}: ${error.message}`);
      const conflict = error.code === "ConflictException" ? error.message : undefined;
      change(control, entry, () => withRouteStatus(control, route, gateway, conflict));
    }
  }
}

/** Keeps what a look at an object came to, where it is something new. */
function change(
  control: Control,
  entry: Entry,
  reconciled: (object: Properties) => Properties,
): void {
  const object = reconciled(entry.outputs);
  if (!isDeepStrictEqual(object, entry.outputs)) keep(control, entry, object);
}
