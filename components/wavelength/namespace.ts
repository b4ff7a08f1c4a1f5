import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../model/errors";
import { checkWavelengthZone } from "../../model/wavelength/zone";
import { wavelengthZoneKey, zoneTopologyKey } from "../../model/wavelength/zone-placement";
import { placingIn } from "./placing";

/** Arguments of a {@link ZoneNamespace}. */
export interface ZoneNamespaceArgs {
  /**
   * Name of the namespace, a DNS label of at most 63 characters.
   *
   * @example "boston"
   */
  namespace: string;

  /**
   * Name of the Wavelength Zone.
   *
   * @example "us-east-1-wl1-bos-wlz-1"
   */
  zone: string;
}

/**
 * The namespace of a Wavelength Zone's workloads. Resources registered with it as `parent`,
 * directly or through other components, run on the zone's nodes without further settings; a {@link
 * PlacementPolicy} binds workloads that others deploy into it. It includes a StorageClass with a
 * volume type that the zone supports.
 *
 * @throws InputError before anything is registered; for a workload that names another zone, when
 * that is registered.
 * @example
 * const boston = new ZoneNamespace("boston", { namespace: "boston", zone }, { provider });
 * new TwoTierApp("boston-app", { namespace: boston.namespace, place: zone }, { parent: boston });
 */
export class ZoneNamespace extends pulumi.ComponentResource {
  /** Name of the namespace, available when it exists. */
  readonly namespace: pulumi.Output<string>;
  /** Name of the StorageClass for volume claims of the zone's pods. */
  readonly storageClass: pulumi.Output<string>;

  constructor(name: string, args: ZoneNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    check(args);
    super(
      "eks-scenarios:wavelength:ZoneNamespace",
      name,
      {},
      {
        ...opts,
        transforms: [...(opts?.transforms ?? []), placingIn(args.zone)],
      },
    );
    const created = new k8s.core.v1.Namespace(
      name,
      {
        metadata: {
          name: args.namespace,
          labels: {
            [wavelengthZoneKey]: args.zone,
            // The API server rejects pods that need more privileges.
            "pod-security.kubernetes.io/enforce": "restricted",
          },
        },
      },
      { parent: this },
    );
    this.namespace = created.metadata.name;
    this.storageClass = createStorageClass(this, name, args).metadata.name;
    this.registerOutputs({ namespace: this.namespace, storageClass: this.storageClass });
  }
}

function check({ namespace, zone }: ZoneNamespaceArgs): void {
  checkWavelengthZone(zone, "zone");
  if (/^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$/.test(namespace)) return;
  throw new InputError({
    argument: "namespace",
    value: namespace,
    rule: "must be a valid name for a namespace and its StorageClass",
    fix: "Use up to 60 lower-case letters, digits and '-', for example boston.",
  });
}

/**
 * Creates a StorageClass for the zone: the cluster's default class creates gp3 volumes, which zones
 * do not support.
 */
function createStorageClass(
  parent: ZoneNamespace,
  name: string,
  { namespace, zone }: ZoneNamespaceArgs,
): k8s.storage.v1.StorageClass {
  return new k8s.storage.v1.StorageClass(
    name,
    {
      metadata: { name: `${namespace}-gp2` },
      provisioner: "ebs.csi.aws.com",
      parameters: { type: "gp2", encrypted: "true" },
      volumeBindingMode: "WaitForFirstConsumer",
      allowedTopologies: [{ matchLabelExpressions: [{ key: zoneTopologyKey, values: [zone] }] }],
      allowVolumeExpansion: true,
    },
    { parent },
  );
}
