import * as autoScaling from "@aws-sdk/client-auto-scaling";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as kms from "@aws-sdk/client-kms";
import * as route53 from "@aws-sdk/client-route-53";
import * as s3 from "@aws-sdk/client-s3";
import * as ssm from "@aws-sdk/client-ssm";
import { isObject, text, type Value } from "../../../../simulator/values";
import type { Action } from "../cloud";

const list = (value: Value | undefined) => (Array.isArray(value) ? value.map(text) : undefined);
const number = (value: Value | undefined) => (value === undefined ? undefined : Number(value));

export const key: Action = {
  type: "aws:kms/key:Key",
  async create({ kms: client }) {
    const { KeyMetadata: made } = await client.send(new kms.CreateKeyCommand({}));
    return { id: made?.KeyId };
  },
};

export const alias: Action = {
  type: "aws:kms/alias:Alias",
  async create({ kms: client }, { name, targetKeyId }) {
    await client.send(
      new kms.CreateAliasCommand({ AliasName: text(name), TargetKeyId: text(targetKeyId) }),
    );
    return { id: text(name) };
  },
};

export const logGroup: Action = {
  type: "aws:cloudwatch/logGroup:LogGroup",
  async create({ logs: client }, { name, retentionInDays }) {
    await client.send(new logs.CreateLogGroupCommand({ logGroupName: text(name) }));
    if (retentionInDays !== undefined) {
      await client.send(
        new logs.PutRetentionPolicyCommand({
          logGroupName: text(name),
          retentionInDays: Number(retentionInDays),
        }),
      );
    }
    return { id: text(name) };
  },
};

export const parameter: Action = {
  type: "aws:ssm/parameter:Parameter",
  async create({ ssm: client }, { name, type, value, allowedPattern }) {
    await client.send(
      new ssm.PutParameterCommand({
        Name: text(name),
        Type: type as "String",
        Value: text(value),
        AllowedPattern: allowedPattern === undefined ? undefined : text(allowedPattern),
      }),
    );
    return { id: text(name) };
  },
};

export const bucket: Action = {
  type: "aws:s3/bucket:Bucket",
  async create({ s3: client }, { bucket: name }) {
    await client.send(new s3.CreateBucketCommand({ Bucket: text(name) }));
    return { id: text(name) };
  },
};

export const bucketVersioning: Action = {
  type: "aws:s3/bucketVersioning:BucketVersioning",
  async create({ s3: client }, { bucket: name }) {
    await client.send(
      new s3.PutBucketVersioningCommand({
        Bucket: text(name),
        VersioningConfiguration: { Status: "Enabled" },
      }),
    );
    return { id: text(name) };
  },
};

export const bucketPolicy: Action = {
  type: "aws:s3/bucketPolicy:BucketPolicy",
  async create({ s3: client }, { bucket: name, policy }) {
    await client.send(new s3.PutBucketPolicyCommand({ Bucket: text(name), Policy: text(policy) }));
    return { id: text(name) };
  },
};

export const zone: Action = {
  type: "aws:route53/zone:Zone",
  async create({ route53: client }, { name }) {
    const { HostedZone: made } = await client.send(
      new route53.CreateHostedZoneCommand({ Name: text(name), CallerReference: text(name) }),
    );
    return { id: made?.Id?.replace("/hostedzone/", "") };
  },
  delete: ({ route53: client }, { id }) =>
    client.send(new route53.DeleteHostedZoneCommand({ Id: id })),
};

export const record: Action = {
  type: "aws:route53/record:Record",
  async create({ route53: client }, { zoneId, name, type, ttl, records }) {
    await client.send(
      new route53.ChangeResourceRecordSetsCommand({
        HostedZoneId: text(zoneId),
        ChangeBatch: {
          Changes: [
            {
              Action: "CREATE",
              ResourceRecordSet: {
                Name: text(name),
                Type: type as "A",
                TTL: number(ttl),
                ResourceRecords: list(records)?.map((value) => ({ Value: value })),
              },
            },
          ],
        },
      }),
    );
    return { id: text(name) };
  },
};

export const scalingGroup: Action = {
  type: "aws:autoscaling/group:Group",
  async create({ autoScaling: client }, inputs) {
    const { launchTemplate } = inputs;
    await client.send(
      new autoScaling.CreateAutoScalingGroupCommand({
        AutoScalingGroupName: text(inputs["name"]),
        MinSize: number(inputs["minSize"]),
        MaxSize: number(inputs["maxSize"]),
        DesiredCapacity: number(inputs["desiredCapacity"]),
        VPCZoneIdentifier: list(inputs["vpcZoneIdentifiers"])?.join(","),
        LaunchTemplate: isObject(launchTemplate)
          ? { LaunchTemplateId: text(launchTemplate["id"]), Version: "$Latest" }
          : undefined,
      }),
    );
    return { id: text(inputs["name"]) };
  },
};

export const lifecycleHook: Action = {
  type: "aws:autoscaling/lifecycleHook:LifecycleHook",
  async create({ autoScaling: client }, { autoscalingGroupName, name, lifecycleTransition }) {
    await client.send(
      new autoScaling.PutLifecycleHookCommand({
        AutoScalingGroupName: text(autoscalingGroupName),
        LifecycleHookName: text(name),
        LifecycleTransition: text(lifecycleTransition),
      }),
    );
    return { id: text(name) };
  },
};
