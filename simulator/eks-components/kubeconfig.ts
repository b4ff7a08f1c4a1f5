import * as pulumi from "@pulumi/pulumi";

/** As whom a kubeconfig calls AWS. */
export interface KubeconfigOptions {
  roleArn?: pulumi.Input<string>;
  profileName?: pulumi.Input<string>;
}

/** A cluster as far as a kubeconfig tells of it. */
export interface KubeconfigSource {
  name: pulumi.Output<string>;
  endpoint: pulumi.Output<string>;
  certificateAuthority: pulumi.Output<{ data?: string }>;
  arn: pulumi.Output<string>;
}

/** A kubeconfig whose user gets tokens from the AWS command line tool. */
export function kubeconfigOf(
  cluster: KubeconfigSource,
  options: pulumi.Input<KubeconfigOptions | undefined>,
  { withProfile }: { withProfile: boolean },
): pulumi.Output<object> {
  const { name, endpoint, certificateAuthority, arn } = cluster;
  return pulumi
    .all([name, endpoint, certificateAuthority, arn, pulumi.output(options)])
    .apply(([clusterName, server, authority, clusterArn, given]) => {
      const { roleArn, profileName } = given ?? {};
      const region = clusterArn.split(":")[3] ?? "";
      const args = [
        ...["--region", region, "eks", "get-token"],
        ...["--cluster-name", clusterName, "--output", "json"],
        ...(roleArn ? ["--role", roleArn] : []),
        ...(withProfile && profileName ? ["--profile", profileName] : []),
      ];
      return configuration(server, authority.data, args);
    });
}

function configuration(server: string, authority: string | undefined, args: string[]): object {
  const apiVersion = "client.authentication.k8s.io/v1beta1";
  const env = [{ name: "KUBERNETES_EXEC_INFO", value: `{"apiVersion": "${apiVersion}"}` }];
  return {
    apiVersion: "v1",
    clusters: [
      { cluster: { server, "certificate-authority-data": authority }, name: "kubernetes" },
    ],
    contexts: [{ context: { cluster: "kubernetes", user: "aws" }, name: "aws" }],
    "current-context": "aws",
    kind: "Config",
    users: [{ name: "aws", user: { exec: { apiVersion, command: "aws", args, env } } }],
  };
}
