import { accountFunctions } from "./account";
import { ec2Functions, ec2Types } from "./ec2";
import type { AwsFunction, ResourceType } from "./resource";

/** Every AWS resource type of the local cloud. */
export const awsTypes: readonly ResourceType[] = [...ec2Types];

/** Every AWS function of the local cloud. */
export const awsFunctions: readonly AwsFunction[] = [...accountFunctions, ...ec2Functions];
