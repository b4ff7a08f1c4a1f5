import type { Properties } from "../../values";
import type { Catalog, Kind } from "../catalog";
import { problemsOf, type Field } from "../field";
import { checkConfigMap, checkNamespace, checkSecret, checkServiceAccount } from "./config";
import {
  checkAdmissionBinding,
  checkAdmissionPolicy,
  checkApiService,
  checkCustomResourceDefinition,
  checkEndpointSlice,
  checkNode,
  checkPriorityClass,
  checkRuntimeClass,
  checkWebhooks,
} from "./extensions";
import { checkMetadata } from "./metadata";
import { checkIngress, checkIngressClass, checkNetworkPolicy } from "./networking";
import { checkPodSpec } from "./pod";
import { checkClusterRole, checkClusterRoleBinding, checkRole, checkRoleBinding } from "./rbac";
import {
  checkHorizontalPodAutoscaler,
  checkPodDisruptionBudget,
  checkResourceQuota,
} from "./scaling";
import { checkSchema } from "./schema";
import { checkService } from "./service";
import { checkPersistentVolume, checkPersistentVolumeClaim, checkStorageClass } from "./storage";
import {
  checkCronJob,
  checkDaemonSet,
  checkDeployment,
  checkJob,
  checkPodTemplate,
  checkReplicaSet,
  checkReplicationController,
  checkStatefulSet,
} from "./workloads";

const RESTARTS = ["Always", "OnFailure", "Never"];

/** What the API server checks beyond types, by kind. Source: pkg/apis/<group>/validation of k8s.io/kubernetes. */
const checks: Readonly<Record<string, (root: Field) => void>> = {
  Pod: (root) => checkPodSpec(root.field("spec"), { restartPolicies: RESTARTS }),
  PodTemplate: checkPodTemplate,
  Deployment: checkDeployment,
  ReplicaSet: checkReplicaSet,
  ReplicationController: checkReplicationController,
  DaemonSet: checkDaemonSet,
  StatefulSet: checkStatefulSet,
  Job: checkJob,
  CronJob: checkCronJob,
  Service: checkService,
  Ingress: checkIngress,
  IngressClass: checkIngressClass,
  NetworkPolicy: checkNetworkPolicy,
  EndpointSlice: checkEndpointSlice,
  ConfigMap: checkConfigMap,
  Secret: checkSecret,
  ServiceAccount: checkServiceAccount,
  Namespace: checkNamespace,
  Node: checkNode,
  PersistentVolume: checkPersistentVolume,
  PersistentVolumeClaim: checkPersistentVolumeClaim,
  StorageClass: checkStorageClass,
  HorizontalPodAutoscaler: checkHorizontalPodAutoscaler,
  PodDisruptionBudget: checkPodDisruptionBudget,
  ResourceQuota: checkResourceQuota,
  Role: checkRole,
  ClusterRole: checkClusterRole,
  RoleBinding: checkRoleBinding,
  ClusterRoleBinding: checkClusterRoleBinding,
  PriorityClass: checkPriorityClass,
  RuntimeClass: checkRuntimeClass,
  CustomResourceDefinition: checkCustomResourceDefinition,
  APIService: checkApiService,
  ValidatingAdmissionPolicy: checkAdmissionPolicy,
  ValidatingAdmissionPolicyBinding: checkAdmissionBinding,
  ValidatingWebhookConfiguration: checkWebhooks,
  MutatingWebhookConfiguration: checkWebhooks,
};

/** What is wrong with an object of a built-in kind, as the API server lists it: `spec.replicas: Invalid value: …`. */
export function problemsOfObject(catalog: Catalog, kind: Kind, object: Properties): string[] {
  return problemsOf(object, (root) => {
    checkMetadata(kind, root);
    if (kind.custom) return;
    checks[kind.kind]?.(root);
    checkSchema(catalog, kind, root);
  });
}
