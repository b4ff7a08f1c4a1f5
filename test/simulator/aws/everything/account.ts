import { permissions, trust, type Make } from "./make";

/** What needs no network: keys, logs, parameters, identities, buckets, names. */
export async function makeAccount(make: Make): Promise<void> {
  const key = await make("kms/Key", { description: "secrets" });
  await make("kms/Alias", { name: "alias/secrets", targetKeyId: key.id });
  await make("kms/KeyPolicy", {
    keyId: key.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::123456789012:root" },
          Action: "kms:*",
          Resource: "*",
        },
      ],
    }),
  });
  await make("cloudwatch/LogGroup", { name: "/aws/eks/dev/cluster", retentionInDays: 30 });
  await make("cloudwatch/LogResourcePolicy", {
    policyName: "dns",
    policyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "route53.amazonaws.com" },
          Action: "logs:PutLogEvents",
          Resource: "*",
        },
      ],
    }),
  });
  await make("ssm/Parameter", { name: "/games/token", type: "SecureString", value: "s3cr3t" });
  const role = await make("iam/Role", { assumeRolePolicy: trust("ec2.amazonaws.com") });
  await make("iam/RolePolicy", { role: role.id, policy: permissions });
  const policy = await make("iam/Policy", { policy: permissions });
  await make("iam/RolePolicyAttachment", { role: role.id, policyArn: policy.id });
  await make("iam/InstanceProfile", { role: role.id });
  await make("iam/OpenIdConnectProvider", {
    url: "https://oidc.eks.us-east-1.amazonaws.com/id/ABCDEF",
    clientIdLists: ["sts.amazonaws.com"],
  });
  const group = await make("iam/Group", {});
  await make("iam/GroupPolicy", { group: group.id, policy: permissions });
  await make("iam/GroupPolicyAttachment", { group: group.id, policyArn: policy.id });
  const user = await make("iam/User", {});
  await make("iam/UserPolicy", { user: user.id, policy: permissions });
  await make("iam/UserGroupMembership", { user: user.id, groups: [group.id] });
  await make("iam/PolicyAttachment", { policyArn: policy.id, users: [user.id] });
  await make("iam/ServiceLinkedRole", { awsServiceName: "spot.amazonaws.com" });
  const bucket = (await make("s3/Bucket", { bucket: "kops-state-games" })).id;
  await make("s3/BucketVersioning", { bucket, versioningConfiguration: { status: "Enabled" } });
  await make("s3/BucketServerSideEncryptionConfiguration", {
    bucket,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }],
  });
  await make("s3/BucketPublicAccessBlock", { bucket, blockPublicAcls: true });
  await make("s3/BucketOwnershipControls", {
    bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
  await make("s3/BucketLifecycleConfiguration", {
    bucket,
    rules: [{ id: "old", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 30 } }],
  });
  await make("s3/BucketPolicy", {
    bucket,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    }),
  });
  const zone = await make("route53/Zone", { name: "games.example.com" });
  await make("route53/Record", {
    zoneId: zone.id,
    name: "play",
    type: "A",
    ttl: 60,
    records: ["198.51.100.7"],
  });
}
