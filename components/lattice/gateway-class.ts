import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { InputError } from "../../model/errors";
import { gatewayApi } from "../../model/lattice/gateway-api";
import { latticeController } from "../../model/lattice/names";
import { awaitCondition, timeouts } from "./await";
import type { GatewayController } from "./controller";

/** Arguments of a {@link LatticeGatewayClass}. */
export interface LatticeGatewayClassArgs {
  /** The controller that serves the class. */
  controller: GatewayController;

  /**
   * Name of the class, to which Gateways refer.
   *
   * @default "amazon-vpc-lattice"
   */
  className?: string;
}

/**
 * The infrastructure provider's part: registers VPC Lattice in the cluster as a class of Gateways.
 * Create it once per cluster.
 *
 * @example
 * const gatewayClass = new LatticeGatewayClass("lattice", { controller }, { provider });
 */
export class LatticeGatewayClass extends pulumi.ComponentResource {
  /** Name of the class, available when the controller has accepted it. */
  readonly className: pulumi.Output<string>;
  /** The cluster's VPC. */
  readonly vpcId: pulumi.Output<string>;
  /** Security group of the cluster's nodes. */
  readonly nodeSecurityGroupId: pulumi.Output<string>;
  /** The service network that the cluster's VPC is associated with. */
  private network: string | undefined;

  constructor(name: string, args: LatticeGatewayClassArgs, opts?: pulumi.ComponentResourceOptions) {
    const { controller, className = latticeController.className } = args;
    super("eks-scenarios:lattice:LatticeGatewayClass", name, {}, opts);
    const gatewayClass = new k8s.apiextensions.CustomResource(
      name,
      {
        apiVersion: gatewayApi,
        kind: "GatewayClass",
        metadata: { name: className, annotations: awaitCondition("Accepted") },
        spec: {
          controllerName: latticeController.name,
          description: "VPC Lattice: every route becomes a service of a service network",
        },
      },
      // The controller accepts the class, and must outlive its Gateways.
      { parent: this, dependsOn: [controller], customTimeouts: timeouts },
    );
    this.className = gatewayClass.metadata.name;
    this.vpcId = controller.vpcId;
    this.nodeSecurityGroupId = controller.nodeSecurityGroupId;
    this.registerOutputs({ className: this.className });
  }

  /**
   * Reserves the cluster's VPC for the service network of one Gateway.
   *
   * @throws InputError if the VPC is associated with another Gateway's service network.
   */
  claimVpc(network: string, argument: string): void {
    if (this.network !== undefined) {
      throw new InputError({
        argument,
        value: true,
        rule: `asks for a second association of the cluster's VPC, which is associated with the service network ${this.network}`,
        fix: `Set it to false; clients in the VPC reach ${network} through a service network endpoint.`,
      });
    }
    this.network = network;
  }
}
