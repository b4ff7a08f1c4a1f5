import { GlobalAcceleratorClient } from "@aws-sdk/client-global-accelerator";
import { randomUUID } from "node:crypto";
import { serveApi, type RunningApi } from "../../../simulator/api/server";
import { awsApis } from "../../../simulator/aws";
import { Faults, type Fault } from "../../../simulator/faults";
import { LocalAws, type Made } from "../aws/local-aws";

/** The simulated AWS as programs reach it: the provider's methods, and the API over HTTP. */
export interface LocalApi {
  aws: LocalAws;
  url: string;
  /** The AWS SDK's client of Global Accelerator, which tries a throttled call again. */
  client: GlobalAcceleratorClient;
  stop(): Promise<void>;
}

/** What lets the AWS SDK call the local cloud. */
export const credentials = { accessKeyId: "local", secretAccessKey: "local" };

/** Starts the simulated AWS with its API. */
export async function startLocalApi(faults: readonly Fault[] = []): Promise<LocalApi> {
  const aws = await LocalAws.start();
  const context = { world: aws.world, faults: new Faults(faults) };
  const api: RunningApi = await serveApi(awsApis(aws.provider), context);
  const client = new GlobalAcceleratorClient({
    endpoint: api.url,
    region: "us-west-2",
    credentials,
  });
  return {
    aws,
    url: api.url,
    client,
    async stop() {
      client.destroy();
      await api.stop();
      await aws.stop();
    },
  };
}

/** A network with an internet gateway and subnets of the given sizes. */
export async function makeSubnets(
  aws: LocalAws,
  cidrs: readonly string[],
): Promise<{ vpc: Made; gateway: Made; subnets: Made[] }> {
  const vpc = await aws.create("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
  const vpcId = vpc.id;
  const gateway = await aws.create("aws:ec2/internetGateway:InternetGateway", { vpcId });
  const subnets: Made[] = [];
  for (const cidrBlock of cidrs) {
    subnets.push(await aws.create("aws:ec2/subnet:Subnet", { vpcId, cidrBlock }));
  }
  return { vpc, gateway, subnets };
}

/** Type tokens of Global Accelerator. */
export const types = {
  accelerator: "aws:globalaccelerator/customRoutingAccelerator:CustomRoutingAccelerator",
  listener: "aws:globalaccelerator/customRoutingListener:CustomRoutingListener",
  group: "aws:globalaccelerator/customRoutingEndpointGroup:CustomRoutingEndpointGroup",
} as const;

/** What a test makes of Global Accelerator. */
export interface Routing {
  accelerator: Made;
  listener: Made;
  group: Made;
}

/**
 * An accelerator with a listener and an endpoint group for port 80. Its name is a chance one, and
 * with it its mapping: no test can know what it will be.
 */
export async function makeRouting(
  aws: LocalAws,
  {
    portRanges = [{ fromPort: 1024, toPort: 2047 }],
    destinationConfigurations = [{ fromPort: 80, toPort: 80, protocols: ["TCP"] }],
  } = {},
): Promise<Routing> {
  const accelerator = await aws.create(types.accelerator, {}, `games-${randomUUID()}`);
  const listener = await aws.create(types.listener, {
    acceleratorArn: accelerator.id,
    portRanges,
  });
  const group = await aws.create(types.group, {
    listenerArn: listener.id,
    destinationConfigurations,
  });
  return { accelerator, listener, group };
}
