import type { Resource } from "../../frame/resource";
import { podSpecPath } from "../../../model/wavelength/zone-placement";
import type { Scheduling } from "./scheduling";

/** The resource types that run pods. */
export const workloadTypes = [
  "kubernetes:apps/v1:DaemonSet",
  "kubernetes:apps/v1:Deployment",
  "kubernetes:apps/v1:ReplicaSet",
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:batch/v1:CronJob",
  "kubernetes:batch/v1:Job",
  "kubernetes:core/v1:Pod",
  "kubernetes:core/v1:ReplicationController",
] as const;

export type Workload = Resource<(typeof workloadTypes)[number]>;

/** The pods of a workload. */
export interface Pods {
  spec: Scheduling & { tolerations?: readonly object[] };
  /** The property that contains it, with a dot at the end: `spec.template.spec.`. */
  path: string;
}

/** The pods that a workload runs. */
export function podsOf({ type, props }: Workload): Pods {
  const keys = podSpecPath(type.split(":").at(-1) ?? "") ?? [];
  const spec = keys.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key],
    props,
  );
  return { spec: spec ?? {}, path: `${keys.join(".")}.` };
}
