import type { ApiService } from "../api/service";
import type { Provider } from "../provider";
import { accountFunctions } from "./account";
import { autoScalingTypes } from "./autoscaling";
import { dynamodbTypes } from "./dynamodb";
import { ec2Functions, ec2Types } from "./ec2";
import { ecrTypes } from "./ecr";
import { eksFunctions, eksTypes } from "./eks";
import { elbFunctions, elbTypes } from "./elb";
import { globalAcceleratorApi, globalAcceleratorTypes } from "./globalaccelerator";
import { iamFunctions, iamTypes } from "./iam";
import { kmsFunctions, kmsTypes } from "./kms";
import { lambdaTypes } from "./lambda";
import { logsTypes } from "./logs";
import type { AwsFunction, AwsSession, ResourceType } from "./resource";
import { route53Functions, route53Types } from "./route53";
import { resolverTypes } from "./route53resolver";
import { s3Types } from "./s3";
import { serviceDiscoveryTypes } from "./servicediscovery";
import { schedulerTypes } from "./scheduler";
import { ssmFunctions, ssmTypes } from "./ssm";
import { vpcLatticeFunctions, vpcLatticeTypes } from "./vpclattice";

/** Every AWS resource type of the local cloud. */
export const awsTypes: readonly ResourceType[] = [
  ...ec2Types,
  ...autoScalingTypes,
  ...iamTypes,
  ...kmsTypes,
  ...logsTypes,
  ...ssmTypes,
  ...eksTypes,
  ...s3Types,
  ...route53Types,
  ...resolverTypes,
  ...serviceDiscoveryTypes,
  ...vpcLatticeTypes,
  ...globalAcceleratorTypes,
  ...lambdaTypes,
  ...dynamodbTypes,
  ...schedulerTypes,
  ...elbTypes,
  ...ecrTypes,
];

/** Every AWS function of the local cloud. */
export const awsFunctions: readonly AwsFunction[] = [
  ...accountFunctions,
  ...ec2Functions,
  ...iamFunctions,
  ...kmsFunctions,
  ...ssmFunctions,
  ...eksFunctions,
  ...route53Functions,
  ...vpcLatticeFunctions,
  ...elbFunctions,
];

/**
 * Every AWS API that the local cloud answers over HTTP.
 *
 * @param provider by whose rules they make what is a resource, too
 */
export function awsApis(provider: Provider<AwsSession>): ApiService[] {
  return [globalAcceleratorApi(provider)];
}
