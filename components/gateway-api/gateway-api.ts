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
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: GatewayApiArgs, opts?: pulumi.ComponentResourceOptions) {
    checkLatticeVersion(args.kubernetesVersion, "kubernetesVersion");
    super("eks-scenarios:gateway-api:GatewayApi", name, {}, opts);
    this.version = gatewayApiVersion;
    this.ready = installation().map((object) => register(name, object, this));
    this.registerOutputs({ version: this.version });
  }
}

/** An object of the manifest that the Gateway API publishes. */
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

/** Any of them: each takes the whole object. */
type Kind = new (
  name: string,
  object: InstalledObject,
  opts: pulumi.CustomResourceOptions,
) => pulumi.Resource;

/** The manifest as data, so that a preview shows its objects and reads nothing from the network. */
function installation(): InstalledObject[] {
  const file = join(__dirname, "../../model/data/gateway-api-definitions.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { objects: InstalledObject[] }).objects;
}

function register(name: string, object: InstalledObject, parent: GatewayApi): pulumi.Resource {
  const Kind = kinds[object.kind] as unknown as Kind;
  // Earlier versions had the manifest read by a component. A definition that is replaced takes all
  // its objects with it.
  const before = pulumi.createUrn(name, "kubernetes:yaml/v2:ConfigFile", parent);
  const aliases = [{ parent: before }];
  return new Kind(`${name}:${object.metadata.name}`, object, { parent, aliases });
}
