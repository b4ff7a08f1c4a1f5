import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EKSClient } from "@aws-sdk/client-eks";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { Route53Client } from "@aws-sdk/client-route-53";
import { S3Client } from "@aws-sdk/client-s3";
import { ServiceDiscoveryClient } from "@aws-sdk/client-servicediscovery";
import { SSMClient } from "@aws-sdk/client-ssm";
import { VPCLatticeClient } from "@aws-sdk/client-vpc-lattice";
import { jsonApi, type JsonApi } from "./json-api";

/** The AWS SDK's clients, all speaking to one endpoint. */
export interface Sdk {
  autoScaling: AutoScalingClient;
  discovery: ServiceDiscoveryClient;
  ec2: EC2Client;
  eks: EKSClient;
  elb: ElasticLoadBalancingV2Client;
  iam: IAMClient;
  kms: KMSClient;
  lattice: VPCLatticeClient;
  logs: CloudWatchLogsClient;
  resolver: JsonApi;
  route53: Route53Client;
  s3: S3Client;
  ssm: SSMClient;
}

/** Clients that speak to `endpoint` and to no account of anybody. */
export function sdkFor(endpoint: string): Sdk {
  const config = {
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  return {
    autoScaling: new AutoScalingClient(config),
    discovery: new ServiceDiscoveryClient(config),
    ec2: new EC2Client(config),
    eks: new EKSClient(config),
    elb: new ElasticLoadBalancingV2Client(config),
    iam: new IAMClient(config),
    kms: new KMSClient(config),
    lattice: new VPCLatticeClient(config),
    logs: new CloudWatchLogsClient(config),
    resolver: jsonApi(endpoint, "route53resolver", "Route53Resolver"),
    route53: new Route53Client(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
    ssm: new SSMClient(config),
  };
}

/** Closes the clients' connections. */
export function destroy(sdk: Sdk): void {
  for (const client of Object.values(sdk) as { destroy(): void }[]) client.destroy();
}

/** AWS' code of an error that the SDK throws, or undefined for one that AWS didn't give. */
export function codeOf(error: unknown): string | undefined {
  const {
    name,
    Code,
    Error: inner,
  } = error as {
    name: string;
    Code?: string;
    Error?: { Code?: string };
  };
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  return inner?.Code ?? Code ?? name;
}
