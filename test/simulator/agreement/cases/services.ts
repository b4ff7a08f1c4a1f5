import { launchTemplate, subnet, vpc } from "../actions/ec2";
import {
  alias,
  bucket,
  bucketPolicy,
  bucketVersioning,
  key,
  lifecycleHook,
  logGroup,
  parameter,
  record,
  scalingGroup,
  zone,
} from "../actions/services";
import { call, type Case, type Cloud } from "../cloud";

async function makeLaunch(cloud: Cloud) {
  const { id: vpcId } = await cloud.create(vpc, { cidrBlock: "10.0.0.0/16" });
  const { id: subnetId } = await cloud.create(subnet, { vpcId, cidrBlock: "10.0.0.0/24" });
  const { id } = await cloud.create(launchTemplate, {
    name: "nodes",
    instanceType: "t3.micro",
    imageId: "ami-12c6146b",
  });
  return { name: "nodes", vpcZoneIdentifiers: [subnetId], launchTemplate: { id } };
}

const sizes = { minSize: 0, maxSize: 2 };
const play = { name: "play.games.example.com", type: "A", ttl: 60, records: ["198.51.100.7"] };

/** Calls about keys, logs, parameters, buckets, names and Auto Scaling. */
export const serviceCases: Case[] = [
  call("an alias of a key", async (cloud) => {
    const { id: targetKeyId } = await cloud.create(key, {});
    return () => cloud.create(alias, { name: "alias/secrets", targetKeyId });
  }),
  call("a second alias of one name", async (cloud) => {
    const { id: targetKeyId } = await cloud.create(key, {});
    await cloud.create(alias, { name: "alias/secrets", targetKeyId });
    return () => cloud.create(alias, { name: "alias/secrets", targetKeyId });
  }),
  call("an alias of a key that does not exist", (cloud) =>
    Promise.resolve(() =>
      cloud.create(alias, {
        name: "alias/secrets",
        targetKeyId: "01234567-89ab-cdef-0123-456789abcdef",
      }),
    ),
  ),
  call("an alias under the names of AWS", async (cloud) => {
    const { id: targetKeyId } = await cloud.create(key, {});
    return () => cloud.create(alias, { name: "alias/aws/ebs", targetKeyId });
  }),
  call("a log group", (cloud) =>
    Promise.resolve(() => cloud.create(logGroup, { name: "/games", retentionInDays: 30 })),
  ),
  call("a second log group of one name", async (cloud) => {
    await cloud.create(logGroup, { name: "/games" });
    return () => cloud.create(logGroup, { name: "/games" });
  }),
  call("a parameter", (cloud) =>
    Promise.resolve(() =>
      cloud.create(parameter, { name: "/games/title", type: "String", value: "chess" }),
    ),
  ),
  call("a second parameter of one name", async (cloud) => {
    const inputs = { name: "/games/title", type: "String", value: "chess" };
    await cloud.create(parameter, inputs);
    return () => cloud.create(parameter, inputs);
  }),
  call("a parameter under the names of AWS", (cloud) =>
    Promise.resolve(() =>
      cloud.create(parameter, { name: "/aws/games", type: "String", value: "chess" }),
    ),
  ),
  call("a parameter that does not match its pattern", (cloud) =>
    Promise.resolve(() =>
      cloud.create(parameter, {
        name: "/games/port",
        type: "String",
        value: "chess",
        allowedPattern: "^\\d+$",
      }),
    ),
  ),
  call("a parameter of more than 4096 characters", (cloud) =>
    Promise.resolve(() =>
      cloud.create(parameter, { name: "/games/map", type: "String", value: "x".repeat(4097) }),
    ),
  ),
  call("a bucket", (cloud) =>
    Promise.resolve(() => cloud.create(bucket, { bucket: "kops-state-games" })),
  ),
  call("a bucket with a name that is an address", (cloud) =>
    Promise.resolve(() => cloud.create(bucket, { bucket: "192.168.5.4" })),
  ),
  call("a bucket with a name of two characters", (cloud) =>
    Promise.resolve(() => cloud.create(bucket, { bucket: "ab" })),
  ),
  call("versioning of a bucket that does not exist", (cloud) =>
    Promise.resolve(() =>
      cloud.create(bucketVersioning, {
        bucket: "nobodys-bucket",
        versioningConfiguration: { status: "Enabled" },
      }),
    ),
  ),
  call("a bucket policy that is not JSON", async (cloud) => {
    await cloud.create(bucket, { bucket: "kops-state-games" });
    return () => cloud.create(bucketPolicy, { bucket: "kops-state-games", policy: "{" });
  }),
  call("a zone", (cloud) =>
    Promise.resolve(() => cloud.create(zone, { name: "games.example.com" })),
  ),
  call("a record", async (cloud) => {
    const { id: zoneId } = await cloud.create(zone, { name: "games.example.com" });
    return () => cloud.create(record, { zoneId, ...play });
  }),
  call("a record in a zone that does not exist", (cloud) =>
    Promise.resolve(() => cloud.create(record, { zoneId: "Z0123456789ABCDEFGHIJ", ...play })),
  ),
  call("the same record twice", async (cloud) => {
    const { id: zoneId } = await cloud.create(zone, { name: "games.example.com" });
    await cloud.create(record, { zoneId, ...play });
    return () => cloud.create(record, { zoneId, ...play });
  }),
  call("an alias name at the zone's own name", async (cloud) => {
    const { id: zoneId } = await cloud.create(zone, { name: "games.example.com" });
    return () =>
      cloud.create(record, {
        zoneId,
        name: "games.example.com",
        type: "CNAME",
        ttl: 60,
        records: ["example.com"],
      });
  }),
  call("deleting a zone that has records", async (cloud) => {
    const made = await cloud.create(zone, { name: "games.example.com" });
    await cloud.create(record, { zoneId: made.id, ...play });
    return () => cloud.delete(zone, made);
  }),
  call("an Auto Scaling group", async (cloud) => {
    const launch = await makeLaunch(cloud);
    return () => cloud.create(scalingGroup, { ...launch, ...sizes });
  }),
  call("a second Auto Scaling group of one name", async (cloud) => {
    const launch = await makeLaunch(cloud);
    await cloud.create(scalingGroup, { ...launch, ...sizes });
    return () => cloud.create(scalingGroup, { ...launch, ...sizes });
  }),
  call("an Auto Scaling group that starts with more than its maximum", async (cloud) => {
    const launch = await makeLaunch(cloud);
    return () => cloud.create(scalingGroup, { ...launch, ...sizes, desiredCapacity: 5 });
  }),
  call("an Auto Scaling group without anything to launch from", async (cloud) => {
    const { name, vpcZoneIdentifiers } = await makeLaunch(cloud);
    return () => cloud.create(scalingGroup, { name, vpcZoneIdentifiers, ...sizes });
  }),
  call("an Auto Scaling group with a launch template that does not exist", async (cloud) => {
    const launch = await makeLaunch(cloud);
    return () =>
      cloud.create(scalingGroup, {
        ...launch,
        ...sizes,
        launchTemplate: { id: "lt-0123456789abcdef0" },
      });
  }),
  call("an Auto Scaling group in a subnet that does not exist", async (cloud) => {
    const launch = await makeLaunch(cloud);
    return () =>
      cloud.create(scalingGroup, {
        ...launch,
        ...sizes,
        vpcZoneIdentifiers: ["subnet-0123456789abcdef0"],
      });
  }),
  call("a lifecycle hook of a group that does not exist", (cloud) =>
    Promise.resolve(() =>
      cloud.create(lifecycleHook, {
        autoscalingGroupName: "nobody",
        name: "drain",
        lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
      }),
    ),
  ),
];
