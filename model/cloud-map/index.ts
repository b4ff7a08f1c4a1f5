export { checkNamespace } from "./namespace";
export type {
  DnsRecordPlan,
  HealthCheckPlan,
  InstancePlan,
  NamespaceKind,
  NamespacePlan,
  ServiceDnsPlan,
  ServicePlan,
} from "./plan";
