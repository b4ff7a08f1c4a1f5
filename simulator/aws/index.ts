import type { AwsFunction, ResourceType } from "./resource";
import { subnetType } from "./ec2/subnet";
import { vpcType } from "./ec2/vpc";

/** Every AWS resource type of the local cloud. */
export const awsTypes: readonly ResourceType[] = [vpcType, subnetType];

/** Every AWS function of the local cloud, by token. */
export const awsFunctions: Readonly<Record<string, AwsFunction>> = {
  "aws:index/getRegion:getRegion": ({ session }) => ({
    id: session.region,
    region: session.region,
    name: session.region,
  }),
};
