import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gatewayApiVersion } from "../../model/lattice/gateway-api";
import { checkLatticeVersion } from "../../model/lattice/names";

/** Arguments of {@link GatewayApi}. */
export interface GatewayApiArgs {
  /**
   * Kubernetes minor version of the cluster, 1.31 or later.
   *
   * @example "1.35"
   */
  kubernetesVersion: string;
}

/**
 * The custom resource definitions of the Gateway API. Install them once per cluster, for all
 * controllers that use them. Deploy it with the cluster's Kubernetes provider, and the controllers
 * with `dependsOn` its `ready`.
 *
 * @throws InputError before anything is registered.
 * @example
 * const gatewayApi = new GatewayApi("gateway-api", { kubernetesVersion: "1.35" }, { provider });
 */
export class GatewayApi extends pulumi.ComponentResource {
  /** Installed version. */
  readonly version: string;
  /** The definitions. Resources that use them depend on each, so that they are deleted first. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: GatewayApiArgs, opts?: pulumi.ComponentResourceOptions) {
    checkLatticeVersion(args.kubernetesVersion, "kubernetesVersion");
    super("eks-scenarios:gateway-api:GatewayApi", name, {}, opts);
    this.version = gatewayApiVersion;
    this.ready = installation().map((object) => register(name, object, this));
    this.registerOutputs({ version: this.version });
  }
}

/** An object of the manifest that the Gateway API project publishes. */
interface InstalledObject {
  apiVersion: string;
  kind: keyof typeof kinds;
  metadata: { name: string };
}

const kinds = {
  CustomResourceDefinition: k8s.apiextensions.v1.CustomResourceDefinition,
  ValidatingAdmissionPolicy: k8s.admissionregistration.v1.ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding: k8s.admissionregistration.v1.ValidatingAdmissionPolicyBinding,
};

/** Constructor of any of these resources: each takes the whole object. */
type Kind = new (
  name: string,
  object: InstalledObject,
  opts: pulumi.CustomResourceOptions,
) => pulumi.Resource;

/**
 * Returns the manifest as data, so that a preview shows its objects and reads nothing from the
 * network.
 */
function installation(): InstalledObject[] {
  const file = join(__dirname, "../../model/data/gateway-api-definitions.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { objects: InstalledObject[] }).objects;
}

function register(name: string, object: InstalledObject, parent: GatewayApi): pulumi.Resource {
  const Kind = kinds[object.kind] as unknown as Kind;
  // A component read the manifest in earlier versions. Replacing a definition would delete all its
  // objects, so an alias keeps it.
  const before = pulumi.createUrn(name, "kubernetes:yaml/v2:ConfigFile", parent);
  const aliases = [{ parent: before }];
  return new Kind(`${name}:${object.metadata.name}`, object, { parent, aliases });
}
