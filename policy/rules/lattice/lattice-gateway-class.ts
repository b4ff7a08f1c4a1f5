import { distance } from "fastest-levenshtein";
import { latticeController } from "../../../model/lattice/names";
import { defineRule } from "../../frame/rule";
import { shown } from "../../frame/text";
import { asSent, ifKnown } from "../../frame/unknown";
import {
  classNameOf,
  gatewayClassTypes,
  gatewayTypes,
  isGatewayClass,
  isLatticeClass,
  latticeClassNames,
  ofTypes,
} from "../../support/lattice/gateways";

const { name: controllerName, className } = latticeController;

const example = (name: string) => ({
  lattice: {
    type: "kubernetes:gateway.networking.k8s.io/v1:GatewayClass",
    properties: { metadata: { name: className }, spec: { controllerName: name } },
  },
});

export const latticeGatewayClass = defineRule({
  id: "lattice-gateway-class",
  area: "lattice",
  severity: "medium",
  levels: { dev: "mandatory", prod: "mandatory" },
  description:
    "The GatewayClass of VPC Lattice names its controller correctly, and Gateways name the class correctly.",
  why: "No controller handles a class that names an unknown controller, so its Gateways wait forever without an error. The name of the controller cannot be changed; the class has to be replaced.",
  fix: `Set spec.controllerName to "${controllerName}".`,
  fails: example("application-networking.k8s.aws/gateway-controller"),
  passes: example(controllerName),
  links: [
    "https://www.gateway-api-controller.eks.aws.dev/latest/guides/getstarted/",
    "https://gateway-api.sigs.k8s.io/api-types/gatewayclass/",
  ],
  types: [...gatewayClassTypes, ...gatewayTypes],
  check(resource, { report }) {
    if (!isGatewayClass(resource)) return;
    const { metadata, spec } = resource.props;
    if (metadata?.name !== className && !isLatticeClass(resource)) return;
    if (spec?.controllerName === controllerName) return;
    report(
      `spec.controllerName must be "${controllerName}"; it is ${shown(spec?.controllerName)}.`,
    );
  },
  checkInStack(resource, { stack, report }) {
    if (isGatewayClass(resource)) return;
    const given = classNameOf(stack, resource);
    const names = latticeClassNames(stack);
    const isKnown = ofTypes(stack, gatewayClassTypes).some(
      ({ props }) => ifKnown(() => props.metadata?.name) === given,
    );
    const meant = [...names].find((name) => distance(name, given) <= 2);
    if (isKnown || meant === undefined || meant === given) return;
    report(
      `spec.gatewayClassName must name an existing class; it is "${given}".`,
      `Did you mean "${meant}"?`,
    );
  },
  remediate(resource) {
    if (!isGatewayClass(resource) || resource.props.metadata?.name !== className) return undefined;
    return { spec: { ...asSent(resource.props.spec), controllerName } };
  },
});
