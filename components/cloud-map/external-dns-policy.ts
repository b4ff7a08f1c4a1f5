import * as pulumi from "@pulumi/pulumi";
import { ownerTag } from "../../model/cloud-map/external-dns";
import type { Account } from "../account";
import type { Statement } from "../iam";
import type { CloudMapNamespace } from "./namespace";

/** The properties of a namespace that limit permissions. */
export type PublishedNamespace = Pick<
  CloudMapNamespace,
  "namespaceName" | "kind" | "namespaceArn" | "hostedZoneId"
>;

/**
 * Returns the permissions of ExternalDNS: the calls that it makes, on its namespaces only, and
 * changes only to services that carry its tag, which it puts on the services that it creates.
 * Source: provider/awssd/aws_sd.go and docs/tutorials/aws-sd.md of
 * github.com/kubernetes-sigs/external-dns v0.21; Service Authorization Reference, "AWS Cloud Map".
 */
export function externalDnsPolicy(
  account: Account,
  namespaces: readonly PublishedNamespace[],
  ownerId: string,
): Statement[] {
  const services = servicesOf(account);
  const namespaceArns = namespaces.map(({ namespaceArn }) => namespaceArn);
  return [
    {
      Sid: "See",
      Action: ["servicediscovery:ListNamespaces", "servicediscovery:ListServices"],
      // AWS supports no resource-level permissions for these calls.
      Resource: "*",
    },
    discoverStatement(account, namespaces),
    {
      Sid: "Create",
      Action: "servicediscovery:CreateService",
      Resource: [...namespaceArns, services],
      Condition: { StringEquals: { [`aws:RequestTag/${ownerTag}`]: ownerId } },
    },
    {
      Sid: "TagOnCreation",
      Action: "servicediscovery:TagResource",
      // AWS supports no resource-level permissions here, only the condition on the owner's tag.
      Resource: "*",
      Condition: { StringEquals: { [`aws:RequestTag/${ownerTag}`]: ownerId } },
    },
    {
      Sid: "Change",
      Action: [
        "servicediscovery:DeleteService",
        "servicediscovery:DeregisterInstance",
        "servicediscovery:RegisterInstance",
        "servicediscovery:UpdateService",
      ],
      Resource: services,
      Condition: { StringEquals: { [`aws:ResourceTag/${ownerTag}`]: ownerId } },
    },
    {
      // Cloud Map changes the hosted zone with the permissions of its caller.
      Sid: "Records",
      Action: "route53:ChangeResourceRecordSets",
      Resource: namespaces.map(
        ({ hostedZoneId }) =>
          pulumi.interpolate`arn:${account.partition}:route53:::hostedzone/${hostedZoneId}`,
      ),
    },
  ];
}

/** Returns the permission to discover instances in the given namespaces only. */
export function discoverStatement(
  account: Account,
  namespaces: readonly PublishedNamespace[],
): Statement {
  return {
    Sid: "Discover",
    Action: "servicediscovery:DiscoverInstances",
    Resource: [...namespaces.map(({ namespaceArn }) => namespaceArn), servicesOf(account)],
    Condition: {
      StringEquals: {
        "servicediscovery:NamespaceName": namespaces.map(({ namespaceName }) => namespaceName),
      },
    },
  };
}

function servicesOf({ id, region, partition }: Account): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partition}:servicediscovery:${region}:${id}:service/*`;
}
