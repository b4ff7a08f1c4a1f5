import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { named, scopeOf } from "../scope";

/** Arguments of a {@link CarrierGateway}. */
export interface CarrierGatewayArgs {
  /** The VPC to connect to carrier networks. It has at most one carrier gateway. */
  vpcId: pulumi.Input<string>;
}

/**
 * The carrier gateway of a VPC, between its Wavelength Zones and the networks of their carriers.
 * One gateway serves all zones of the VPC.
 *
 * @example
 * const gateway = new CarrierGateway("carrier", { vpcId: network.vpcId });
 */
export class CarrierGateway extends pulumi.ComponentResource {
  readonly gatewayId: pulumi.Output<string>;

  constructor(name: string, args: CarrierGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("eks-scenarios:wavelength:CarrierGateway", name, {}, opts);
    const scope = scopeOf(this, name, "wavelength");
    const gateway = new aws.ec2.CarrierGateway(
      name,
      { vpcId: args.vpcId, tags: named(scope, name) },
      { parent: this },
    );
    this.gatewayId = gateway.id;
    this.registerOutputs({ gatewayId: this.gatewayId });
  }
}
