import * as pulumi from "@pulumi/pulumi";
import { ownerTag } from "../../model/cloud-map/external-dns";
import type { Account } from "../account";
import type { Statement } from "../iam";
import type { CloudMapNamespace } from "./namespace";

/** The parts of a namespace that permissions are limited to. */
export type PublishedNamespace = Pick<
  CloudMapNamespace,
  "namespaceName" | "kind" | "namespaceArn" | "hostedZoneId"
>;

/**
 * What ExternalDNS has to be allowed: the calls that it makes, on its namespaces, and changes to
 * services only that carry its tag, which it puts on those that it makes.
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
      // AWS lets these be limited to no resource.
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
      // AWS lets it be limited to no resource, but to the owner's tag.
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
      // Cloud Map changes the hosted zone with the rights of its caller.
      Sid: "Records",
      Action: "route53:ChangeResourceRecordSets",
      Resource: namespaces.map(
        ({ hostedZoneId }) =>
          pulumi.interpolate`arn:${account.partition}:route53:::hostedzone/${hostedZoneId}`,
      ),
    },
  ];
}

/** Permission to discover the instances of namespaces, and of no other. */
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
