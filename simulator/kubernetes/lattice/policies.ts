import { latticeController } from "../../../model/lattice/names";
import { CloudError } from "../../errors";
import { all, amend } from "../../aws/references";
import { accessLogSubscriptionType, authPolicyType } from "../../aws/vpclattice/policies";
import { service, serviceNetwork } from "../../aws/vpclattice/reference-targets";
import type { Properties } from "../../values";
import { idOf, nameOf, namespaceOf, specOf, textOf } from "../object";
import type { KindName } from "../store";
import { ownerOf, put, type Wanted } from "./calls";
import { conditionsOf, statusConditions, type Finding } from "./conditions";
import { entriesOf, withFinalizer, type Control } from "./control";
import { networkOf } from "./gateways";
import { routeOwner, tagsOf } from "./services";
import {
  ACCESS_LOG_POLICY,
  AUTH_POLICY,
  GATEWAY,
  ROUTES,
  SERVICE,
  targetOf,
  type PolicyTarget,
} from "./terms";

/** What keeps a policy until it is gone at AWS, too. */
export const policyFinalizers: Readonly<Record<string, string>> = {
  IAMAuthPolicy: "application-networking.k8s.aws/iam-auth-policy",
  AccessLogPolicy: "accesslogpolicy.k8s.aws/resources",
};

/** A policy with its status, and what it wants at AWS. */
export interface ReconciledPolicy {
  object: Properties;
  seeds: string[];
}

/** A target group policy: the target groups of its Service's routes follow it. */
export function reconciledTargetPolicy(control: Control, policy: Properties): Properties {
  const { name } = targetOf(policy);
  const id = idOf(namespaceOf(policy), name);
  return withStatus(
    policy,
    control.store.find(control.cluster, SERVICE, id) ? ACCEPTED : targetNotFound(id),
  );
}

/** An auth policy: requests to its target are authenticated from now on. */
export function reconciledAuthPolicy(control: Control, policy: Properties): ReconciledPolicy {
  const id = idOf(namespaceOf(policy), targetOf(policy).name);
  const resource = resourceOf(control, policy, targetOf(policy));
  if (!resource) return { object: withStatus(policy, targetNotFound(id)), seeds: [] };
  if (resource.outputs["authType"] !== "AWS_IAM") {
    amend(control.place, resource, { authType: "AWS_IAM" });
  }
  const inputs = {
    resourceIdentifier: resource.id,
    policy: textOf(specOf(policy)["policy"]),
  };
  return attached(control, policy, { type: authPolicyType, inputs });
}

/** An access log policy: requests to its target are recorded where it says. */
export function reconciledLogPolicy(control: Control, policy: Properties): ReconciledPolicy {
  const target = targetOf(policy);
  // Source: pkg/controllers/accesslogpolicy_controller.go of the controller, v2.1.3.
  const { namespace = "default", kind, name } = target;
  const home = namespaceOf(policy) ?? "default";
  if (namespace !== home) {
    const message = `The targetRef's namespace, "${namespace}", does not match the Access Log Policy's namespace, "${home}"`;
    const finding = { type: "Accepted", isTrue: false, reason: "Invalid", message };
    return { object: withStatus(policy, finding), seeds: [] };
  }
  const resource = resourceOf(control, policy, target);
  if (!resource) {
    const message = `${kind} target "${namespace}/${name}" could not be found`;
    const finding = { type: "Accepted", isTrue: false, reason: "TargetNotFound", message };
    return { object: withStatus(policy, finding), seeds: [] };
  }
  const inputs = {
    resourceIdentifier: resource.id,
    destinationArn: textOf(specOf(policy)["destinationArn"]),
    tags: tagsOf(control, policy),
  };
  return attached(control, policy, { type: accessLogSubscriptionType, inputs });
}

/** Whether an auth policy is attached to a route. */
export function hasAuthPolicy(control: Control, route: Properties): boolean {
  return entriesOf(control, AUTH_POLICY).some(({ outputs }) => {
    const { kind, name } = targetOf(outputs);
    return (
      kind === route["kind"] &&
      name === nameOf(route) &&
      namespaceOf(outputs) === namespaceOf(route)
    );
  });
}

/** Kinds of policies with what becomes of one. */
export const attachedPolicies: readonly {
  kind: KindName;
  reconciled: (control: Control, policy: Properties) => ReconciledPolicy;
}[] = [
  { kind: AUTH_POLICY, reconciled: reconciledAuthPolicy },
  { kind: ACCESS_LOG_POLICY, reconciled: reconciledLogPolicy },
];

const ACCEPTED: Finding = {
  ...{ type: "Accepted", isTrue: true, reason: "Accepted" },
  message: latticeController.name,
};

function targetNotFound(target: string): Finding {
  const message = `targetRef not found, target=${target}`;
  return { type: "Accepted", isTrue: false, reason: "TargetNotFound", message };
}

function attached(
  control: Control,
  policy: Properties,
  wanted: Pick<Wanted, "type" | "inputs">,
): ReconciledPolicy {
  const kind = textOf(policy["kind"]);
  const owner = ownerOf(control, kind, idOf(namespaceOf(policy), nameOf(policy) ?? ""));
  try {
    const entry = put(control, { ...wanted, owner, part: "policy" });
    const kept = withFinalizer(policy, policyFinalizers[kind] ?? "");
    return { object: withStatus(kept, ACCEPTED), seeds: [entry.seed ?? ""] };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const reason = error.code === "ConflictException" ? "Conflicted" : "Invalid";
    const finding = { type: "Accepted", isTrue: false, reason, message: error.message };
    return { object: withStatus(policy, finding), seeds: [] };
  }
}

/** The service network of a Gateway, or the service of a route. */
function resourceOf(control: Control, policy: Properties, { kind, name }: PolicyTarget) {
  const { store, cluster, place } = control;
  const id = idOf(namespaceOf(policy), name);
  if (kind === GATEWAY.kind) {
    return store.find(cluster, GATEWAY, id)
      ? all(place, serviceNetwork).find((each) => each.id === networkOf(control, name)?.id)
      : undefined;
  }
  const routeKind = ROUTES.find((each) => each.kind === kind);
  const route = routeKind && store.find(cluster, routeKind, id);
  if (!route) return undefined;
  const seed = `${routeOwner(control, route)} service`;
  return all(place, service).find((each) => each.seed === seed);
}

function withStatus(policy: Properties, finding: Finding): Properties {
  const conditions = conditionsOf(policy, statusConditions(policy), [finding]);
  return { ...policy, status: { conditions } };
}
