import * as pulumi from "@pulumi/pulumi";
import type { PortRange } from "../../model/custom-routing/ports";
import { scopeOf } from "../scope";
import { createAccelerator, createListener } from "./accelerator";
import type { CustomRoutingComponentArgs } from "./args";
import { checkCustomRouting } from "./checks";
import { createEndpointGroup } from "./endpoint-groups";
import { admitClients } from "./ingress";

/**
 * A Global Accelerator that routes every client to the pod that the game's own logic has chosen, in
 * one or several Regions. Deploy it with `dependsOn` the networks, so that it is deleted before
 * them.
 *
 * @throws InputError before anything is registered, for arguments that AWS would reject or no
 * client could use.
 * @example
 * new CustomRouting("games", {
 *   acceleratorName: "games-dev",
 *   clientCidrs: ["0.0.0.0/0"],
 *   regions: [{
 *     region: "us-east-1",
 *     destinations: [{ fromPort: 80, protocols: ["TCP"] }],
 *     clusters: [{
 *       name: "dev",
 *       externalSnat: true,
 *       subnets: network.subnets.filter(({ tier }) => tier === "private"),
 *       securityGroupId: cluster.securityGroupId,
 *     }],
 *   }],
 * }, { dependsOn: network });
 */
export class CustomRouting extends pulumi.ComponentResource {
  readonly acceleratorArn: pulumi.Output<string>;
  /** The two static addresses that clients connect to. */
  readonly addresses: pulumi.Output<string[]>;
  /** `a0123456789abcdef.awsglobalaccelerator.com` */
  readonly dnsName: pulumi.Output<string>;
  /** Ports of the listener. */
  readonly portRanges: readonly PortRange[];
  /** ARNs of the endpoint groups, by Region. */
  readonly endpointGroupArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(
    name: string,
    args: CustomRoutingComponentArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const { portRanges } = checkCustomRouting(args);
    super("eks-scenarios:custom-routing:CustomRouting", name, {}, opts);
    const scope = scopeOf(this, name, "custom-routing");
    const accelerator = createAccelerator(scope, args);
    const listener = createListener(scope, accelerator, portRanges);
    const groups = args.regions.map((region): [string, pulumi.Output<string>] => [
      region.region,
      createEndpointGroup(scope, { accelerator, listener }, region),
    ]);
    for (const region of args.regions) admitClients(scope, region, args.clientCidrs);
    this.acceleratorArn = accelerator.id;
    this.addresses = accelerator.ipSets.apply((sets) =>
      sets.flatMap(({ ipAddresses }) => ipAddresses ?? []),
    );
    this.dnsName = accelerator.dnsName;
    this.portRanges = portRanges;
    this.endpointGroupArns = Object.fromEntries(groups);
    this.registerOutputs({
      acceleratorArn: this.acceleratorArn,
      addresses: this.addresses,
      dnsName: this.dnsName,
      endpointGroupArns: { ...this.endpointGroupArns },
    });
  }
}
