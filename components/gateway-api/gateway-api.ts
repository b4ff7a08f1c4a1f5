import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { gatewayApiManifest, gatewayApiVersion } from "../../model/lattice/gateway-api";
import { checkLatticeVersion } from "../../model/lattice/names";

/** Arguments of {@link GatewayApi}. */
export interface GatewayApiArgs {
  /**
   * Kubernetes minor version of the cluster, 1.31 or later.
   *
   * @example "1.35"
   */
  kubernetesVersion: string;

  /**
   * Version of the Gateway API, of the minor version that the VPC Lattice controller is built for.
   *
   * @default the version in model/data/gateway-api.json
   * @example "1.5.1"
   */
  version?: string;

  /**
   * Address or path of a copy of the manifest, for clusters that are deployed from where GitHub
   * is out of reach.
   *
   * @default the published manifest of the version, standard channel
   */
  manifest?: string;
}

/**
 * The custom resource definitions of the Gateway API: once per cluster, for all controllers that
 * serve them. Deploy it with the cluster's Kubernetes provider, and the controllers with
 * `dependsOn` its `ready`.
 *
 * @throws InputError before anything is registered.
 * @example
 * const gatewayApi = new GatewayApi("gateway-api", { kubernetesVersion: "1.35" }, { provider });
 */
export class GatewayApi extends pulumi.ComponentResource {
  /** Version that is installed. */
  readonly version: string;
  /** The definitions: what uses them depends on each, so that it is gone before they are. */
  readonly ready: pulumi.Output<pulumi.Resource[]>;

  constructor(name: string, args: GatewayApiArgs, opts?: pulumi.ComponentResourceOptions) {
    const { kubernetesVersion, version = gatewayApiVersion, manifest } = args;
    checkLatticeVersion(kubernetesVersion, "kubernetesVersion");
    const published = gatewayApiManifest(version);
    super("eks-scenarios:gateway-api:GatewayApi", name, {}, opts);
    this.version = version;
    const definitions = new k8s.yaml.v2.ConfigFile(
      name,
      { file: manifest ?? published },
      { parent: this },
    );
    this.ready = definitions.resources;
    this.registerOutputs({ version });
  }
}
