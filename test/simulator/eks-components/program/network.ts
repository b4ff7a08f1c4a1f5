import * as aws from "@pulumi/aws";

/** A VPC with public and private subnets in two zones. */
export interface Network {
  vpcId: aws.ec2.Vpc["id"];
  private: aws.ec2.Subnet["id"][];
  public: aws.ec2.Subnet["id"][];
}

export function createNetwork(): Network {
  const vpc = new aws.ec2.Vpc("net", { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true });
  const gateway = new aws.ec2.InternetGateway("net", { vpcId: vpc.id });
  const table = new aws.ec2.RouteTable("public", { vpcId: vpc.id });
  new aws.ec2.Route("internet", {
    routeTableId: table.id,
    destinationCidrBlock: "0.0.0.0/0",
    gatewayId: gateway.id,
  });
  const zones = ["us-east-1a", "us-east-1b"];
  const subnet = (kind: string, availabilityZone: string, third: number) =>
    new aws.ec2.Subnet(`${kind}-${availabilityZone}`, {
      vpcId: vpc.id,
      availabilityZone,
      cidrBlock: `10.0.${third}.0/24`,
    });
  const privates = zones.map((zone, index) => subnet("private", zone, index));
  const publics = zones.map((zone, index) => subnet("public", zone, 10 + index));
  publics.forEach(
    (each, index) =>
      new aws.ec2.RouteTableAssociation(`public-${index}`, {
        subnetId: each.id,
        routeTableId: table.id,
      }),
  );
  return {
    vpcId: vpc.id,
    private: privates.map(({ id }) => id),
    public: publics.map(({ id }) => id),
  };
}
