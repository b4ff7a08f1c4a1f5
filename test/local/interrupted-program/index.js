"use strict";
const aws = require("@pulumi/aws");
const k8s = require("@pulumi/kubernetes");
const pulumi = require("@pulumi/pulumi");

// Resources whose loss shows: names that cannot be used twice, and parents that cannot be deleted
// as long as they have something that the state does not know of.

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});
const permissions = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::games" }],
});

class Accounts extends pulumi.ComponentResource {
  constructor(name, count) {
    super("test:index:Accounts", name);
    for (let index = 0; index < count; index++) {
      const role = new aws.iam.Role(
        `${name}-${index}`,
        { assumeRolePolicy: trust },
        { parent: this },
      );
      new aws.iam.RolePolicy(
        `${name}-${index}`,
        { role: role.name, policy: permissions },
        { parent: role },
      );
    }
  }
}

new Accounts("players", 6);
new Accounts("guests", 4);
new aws.ssm.Parameter("token", { type: "SecureString", value: pulumi.secret("hunter2-hunter2") });

const vpc = new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16" });
for (let index = 0; index < 6; index++) {
  const cidrBlock = `10.0.${index}.0/24`;
  new aws.ec2.Subnet(`subnet-${index}`, { vpcId: vpc.id, cidrBlock });
}

const kubeconfig = vpc.id.apply((id) =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "games",
    clusters: [{ name: "games", cluster: { server: `https://${id}.example` } }],
    contexts: [{ name: "games", context: { cluster: "games", user: "player" } }],
    users: [{ name: "player", user: { token: "token" } }],
  }),
);
const provider = new k8s.Provider("cluster", { kubeconfig });
const namespace = new k8s.core.v1.Namespace("games", { metadata: { name: "games" } }, { provider });
for (let index = 0; index < 6; index++) {
  const labels = { app: `game-${index}` };
  new k8s.apps.v1.Deployment(
    `game-${index}`,
    {
      metadata: { name: `game-${index}`, namespace: namespace.metadata.name },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { containers: [{ name: "game", image: "nginx:1.29" }] },
        },
      },
    },
    { provider },
  );
}
