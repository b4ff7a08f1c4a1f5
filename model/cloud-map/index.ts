export { checkNamespace } from "./namespace";
export type {
  HealthCheckPlan,
  InstancePlan,
  NamespaceKind,
  NamespacePlan,
  ServiceDnsPlan,
  ServicePlan,
} from "./plan";
