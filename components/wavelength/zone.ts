import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { parseCidr4 } from "../../model/network/cidr";
import { InputError } from "../../model/errors";
import { instanceType } from "../../model/nodes/instance-types";
import { checkOfferings, checkWavelengthZone, checkZoneType } from "../../model/wavelength/zone";
import { atDeployment } from "../at-deployment";
import { named, scopeOf, type Scope } from "../scope";

/** Arguments of a {@link WavelengthZone}. */
export interface WavelengthZoneArgs {
  /**
   * Name of the Wavelength Zone.
   *
   * @example "us-east-1-wl1-bos-wlz-1"
   */
  zone: string;

  /**
   * IPv4 block of the zone's subnet, inside the VPC's blocks.
   *
   * @example "10.20.192.0/24"
   */
  cidr: string;

  /** The VPC. */
  vpcId: pulumi.Input<string>;

  /** The VPC's carrier gateway. */
  carrierGatewayId: pulumi.Input<string>;

  /**
   * EC2 instance types that will run in the zone. Zones differ in their few types, so the
   * deployment asks AWS for the zone's offerings before it creates anything there.
   *
   * @example ["t3.medium", "r5.2xlarge"]
   */
  instanceTypes: readonly string[];
}

/**
 * A Wavelength Zone of a VPC: the account's opt-in, and a subnet that routes to the carrier
 * gateway. Nodes and load balancers of the zone share the subnet.
 *
 * @throws InputError before anything is registered.
 * @throws pulumi.ResourceError at deployment, before anything is created in the zone, for a zone
 * that is not a Wavelength Zone, and for instance types that it does not offer.
 * @example
 * const boston = new WavelengthZone("boston", {
 *   zone: "us-east-1-wl1-bos-wlz-1",
 *   cidr: "10.20.192.0/24",
 *   vpcId: network.vpcId,
 *   carrierGatewayId: gateway.gatewayId,
 *   instanceTypes: ["t3.medium"],
 * });
 */
export class WavelengthZone extends pulumi.ComponentResource {
  /** Name of the zone. */
  readonly zone: string;
  readonly subnetId: pulumi.Output<string>;
  /**
   * The zone group that the account is opted in to: this zone, or all Wavelength Zones of the
   * Region.
   */
  readonly zoneGroup: pulumi.Output<string>;

  constructor(name: string, args: WavelengthZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    check(args);
    super("eks-scenarios:wavelength:WavelengthZone", name, {}, opts);
    const scope = scopeOf(this, name, "wavelength");
    const optIn = createOptIn(scope, args.zone);
    const vpcId = whenOffered(scope, args, optIn);
    const subnet = new aws.ec2.Subnet(
      name,
      {
        vpcId,
        availabilityZone: args.zone,
        cidrBlock: args.cidr,
        // No tag by which load balancer controllers would use it for Ingresses of other zones.
        tags: named(scope, name),
      },
      { parent: this },
    );
    createRoute(scope, args, vpcId, subnet);
    this.zone = args.zone;
    this.subnetId = subnet.id;
    this.zoneGroup = optIn.groupName;
    this.registerOutputs({ zone: this.zone, subnetId: this.subnetId, zoneGroup: this.zoneGroup });
  }
}

function check({ zone, cidr, instanceTypes }: WavelengthZoneArgs): void {
  checkWavelengthZone(zone, "zone");
  const { prefix } = parseCidr4(cidr, "cidr");
  if (prefix < 16 || prefix > 28) {
    throw new InputError({
      argument: "cidr",
      value: cidr,
      rule: `is a /${prefix}; a subnet is between /16 and /28`,
      fix: "Choose a block of that size, for example a /24 of the VPC.",
    });
  }
  instanceTypes.forEach((name, index) => instanceType(name, `instanceTypes[${index}]`));
}

/**
 * Opts in to the zone's group, whose name only AWS knows. The account stays opted in when the
 * resource is deleted: opting out requires AWS Support.
 */
function createOptIn(scope: Scope, zone: string): aws.ec2.AvailabilityZoneGroup {
  const opts = { parent: scope.parent };
  const groupName = aws
    .getAvailabilityZoneOutput({ name: zone, allAvailabilityZones: true }, opts)
    .apply(({ groupName: group, zoneType }) =>
      atDeployment(scope.parent, () => {
        checkZoneType(zoneType, zone, "zone");
        return group;
      }),
    );
  return new aws.ec2.AvailabilityZoneGroup(
    scope.name,
    { groupName, optInStatus: "opted-in" },
    opts,
  );
}

/**
 * Returns the VPC's id after the check that the zone offers the instance types: all resources in
 * the zone wait for it.
 */
function whenOffered(
  scope: Scope,
  { zone, vpcId, instanceTypes }: WavelengthZoneArgs,
  optIn: aws.ec2.AvailabilityZoneGroup,
): pulumi.Output<string> {
  const offerings = aws.ec2.getInstanceTypeOfferingsOutput(
    {
      locationType: "availability-zone",
      filters: [{ name: "location", values: [zone] }],
    },
    // AWS lists the offerings of a zone only for accounts that have opted in.
    { parent: scope.parent, dependsOn: [optIn] },
  );
  return pulumi.all([offerings.instanceTypes, vpcId]).apply(([offered, id]) =>
    atDeployment(scope.parent, () => {
      checkOfferings(instanceTypes, offered, zone, "instanceTypes");
      return id;
    }),
  );
}

function createRoute(
  scope: Scope,
  { carrierGatewayId }: WavelengthZoneArgs,
  vpcId: pulumi.Output<string>,
  subnet: aws.ec2.Subnet,
): void {
  const opts = { parent: scope.parent };
  const table = new aws.ec2.RouteTable(scope.name, { vpcId, tags: named(scope, scope.name) }, opts);
  new aws.ec2.Route(
    scope.name,
    { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", carrierGatewayId },
    opts,
  );
  new aws.ec2.RouteTableAssociation(
    scope.name,
    { subnetId: subnet.id, routeTableId: table.id },
    opts,
  );
}
