import { StorageClass } from "@pulumi/kubernetes/storage/v1/storageClass";
import type { ClusterArgs } from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";

type Classes = Exclude<NonNullable<ClusterArgs["storageClasses"]>, string>;

const IS_DEFAULT = "storageclass.kubernetes.io/is-default-class";

/** The storage classes that a cluster is asked for: the name of a volume type alone is one, the default. */
export function createStorageClasses(
  name: string,
  asked: ClusterArgs["storageClasses"] = {},
  options: pulumi.CustomResourceOptions,
): Record<string, StorageClass> {
  const classes: Classes =
    typeof asked === "string" ? { [asked]: { type: asked, default: true } } : asked;
  return Object.fromEntries(
    Object.entries(classes).map(([key, each]) => [
      key,
      createStorageClass(`${name.toLowerCase()}-${key}`, each, options),
    ]),
  );
}

function createStorageClass(
  name: string,
  args: Classes[string],
  options: pulumi.CustomResourceOptions,
): StorageClass {
  const { metadata, type, zones, iopsPerGb, encrypted, kmsKeyId } = args;
  const text = (value: pulumi.Input<number | boolean> | undefined) =>
    value ? pulumi.output(value).apply(String) : undefined;
  return new StorageClass(
    name,
    {
      metadata: pulumi
        .all([pulumi.output(metadata ?? {}), args.default])
        .apply(([given, isDefault]) =>
          isDefault
            ? { ...given, annotations: { ...given.annotations, [IS_DEFAULT]: "true" } }
            : given,
        ),
      provisioner: "kubernetes.io/aws-ebs",
      parameters: withoutAbsent({
        type,
        zones: zones && pulumi.output(zones).apply((list) => list.join(", ")),
        iopsPerGb: text(iopsPerGb),
        encrypted: text(encrypted),
        kmsKeyId,
      }),
      allowVolumeExpansion: args.allowVolumeExpansion,
      mountOptions: args.mountOptions,
      reclaimPolicy: args.reclaimPolicy,
      volumeBindingMode: args.volumeBindingMode,
    },
    options,
  );
}

function withoutAbsent<T>(values: Record<string, T | undefined>): Record<string, T> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Record<string, T>;
}
