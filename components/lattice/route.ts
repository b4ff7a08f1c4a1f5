import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { gatewayApi, gatewayApiGroup } from "../../model/lattice/gateway-api";
import {
  checkNamePart,
  checkServiceName,
  domainNameAnnotation,
  latticeController,
  latticeServiceName,
  serviceNameAnnotation,
  tagsAnnotation,
} from "../../model/lattice/names";
import { checkAuthPolicy } from "../../model/lattice/auth";
import { attachedListeners } from "../../model/lattice/listeners";
import { checkRules, routedServices, type RouteKind } from "../../model/lattice/route";
import { scopeOf, type Scope } from "../scope";
import { awaitRoute, timeouts } from "./await";
import { routeRules } from "./route-rules";
import { createPolicies, createTargetGroupPolicy, grantReferences } from "./route-policies";
import type { LatticeRouteArgs } from "./route-args";

/**
 * The application developer's part: rules that distribute requests among Services, with the health
 * checks of their pods. The route becomes a VPC Lattice service with a domain name. Deploy it with
 * `dependsOn` the Services.
 *
 * @throws InputError before anything is registered, for rules that VPC Lattice would reject.
 * @example
 * const route = new LatticeRoute("checkout", { gateway, namespace: "checkout", rules }, { provider });
 */
export class LatticeRoute extends pulumi.ComponentResource {
  /** Domain name that VPC Lattice assigned. */
  readonly domainName: pulumi.Output<string>;

  constructor(name: string, args: LatticeRouteArgs, opts?: pulumi.ComponentResourceOptions) {
    const { kind = "HTTPRoute", routeName = name, namespace, rules, gateway } = args;
    check(args, kind, routeName);
    const sections = attachedListeners(kind, gateway.listeners, args.listeners);
    // The definitions of its grants and policies come with the Gateway API and the controller.
    const dependsOn = pulumi.Resource.isInstance(gateway) ? [gateway] : [];
    super("eks-scenarios:lattice:LatticeRoute", name, {}, pulumi.mergeOptions(opts, { dependsOn }));
    const scope = scopeOf(this, name, "lattice");
    const services = routedServices(namespace, rules);
    const prepared = [
      ...(args.grantReferences === false ? [] : grantReferences(scope, args, services)),
      ...services.flatMap((service) => createTargetGroupPolicy(scope, service) ?? []),
    ];
    const route = createRoute(scope, args, { kind, routeName, sections, prepared });
    createPolicies(scope, args, route);
    this.domainName = route.metadata.annotations.apply(
      (annotations) => annotations?.[domainNameAnnotation] ?? "",
    );
    this.registerOutputs({ domainName: this.domainName });
  }
}

function check(args: LatticeRouteArgs, kind: RouteKind, routeName: string): void {
  const { namespace, serviceName, rules, authPolicy } = args;
  const { routeNameLetters, routeNamespaceLetters } = latticeController;
  const isNamed = serviceName !== undefined;
  checkNamePart(routeName, "routeName", isNamed ? undefined : routeNameLetters);
  checkNamePart(namespace, "namespace", isNamed ? undefined : routeNamespaceLetters);
  if (isNamed) checkServiceName(serviceName, "serviceName");
  else checkServiceName(latticeServiceName(routeName, namespace), "routeName");
  checkRules(kind, namespace, rules);
  if (typeof authPolicy === "string") checkAuthPolicy(authPolicy, "authPolicy");
}

interface RouteParts {
  kind: RouteKind;
  routeName: string;
  sections: readonly string[];
  prepared: pulumi.Resource[];
}

function createRoute(
  scope: Scope,
  { gateway, namespace, serviceName, rules }: LatticeRouteArgs,
  { kind, routeName, sections, prepared }: RouteParts,
): k8s.apiextensions.CustomResource {
  const tags = Object.entries(scope.tags).map(([key, value]) => `${key}=${value}`);
  return new k8s.apiextensions.CustomResource(
    scope.name,
    {
      apiVersion: gatewayApi,
      kind,
      metadata: {
        name: routeName,
        namespace,
        annotations: {
          ...awaitRoute(sections),
          [tagsAnnotation]: tags.join(","),
          ...(serviceName !== undefined && { [serviceNameAnnotation]: serviceName }),
        },
      },
      spec: {
        parentRefs: sections.map((sectionName) => ({
          group: gatewayApiGroup,
          kind: "Gateway",
          name: gateway.gatewayName,
          namespace: gateway.namespace,
          sectionName,
        })),
        rules: routeRules(kind, namespace, rules),
      },
    },
    {
      parent: scope.parent,
      dependsOn: prepared,
      customTimeouts: timeouts,
      // The controller reads a service's name only at creation.
      replaceOnChanges: [`metadata.annotations["${serviceNameAnnotation}"]`],
      deleteBeforeReplace: true,
    },
  );
}
